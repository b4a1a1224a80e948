import type { Screens } from '../../platform/ui/screens.ts'

export const accountScreens: Screens = [
  {
    path: '/account',
    title: ['我的账户', 'My account'],
    load: () => import('./account.page.tsx'),
    nav: { group: 'people', order: 9 },
  },
  {
    path: '/sign-in',
    title: ['登录', 'Sign in'],
    permission: 'public',
    load: () => import('./account-sign-in.page.tsx'),
  },
  {
    path: '/set-up',
    title: ['首次设置', 'Set-up'],
    permission: 'public',
    load: () => import('./account-set-up.page.tsx'),
  },
  {
    path: '/forgot',
    title: ['忘记密码', 'Forgotten password'],
    permission: 'public',
    load: () => import('./account-forgot.page.tsx'),
  },
  {
    path: '/reset',
    title: ['重设密码', 'New password'],
    permission: 'public',
    load: () => import('./account-reset.page.tsx'),
  },
]
