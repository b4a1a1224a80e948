import type { Screens } from '../../platform/ui/screens.ts'

export const organisationScreens: Screens = [
  {
    path: '/organisations',
    title: ['单位名册', 'Organisations'],
    permission: 'organisation.read-all',
    load: () => import('./organisation.page.tsx'),
    nav: { group: 'people', order: 1 },
  },
  {
    path: '/members',
    title: ['成员', 'Members'],
    permission: 'organisation.manage-members',
    load: () => import('./organisation-members.page.tsx'),
    nav: { group: 'people', order: 2 },
  },
  {
    path: '/organisation',
    title: ['本单位资料', 'My organisation'],
    permission: 'organisation.edit',
    load: () => import('./organisation-profile.page.tsx'),
    nav: { group: 'people', order: 3 },
  },
  {
    path: '/register',
    title: ['企业登记', 'Register'],
    permission: 'public',
    load: () => import('./organisation-register.page.tsx'),
  },
  {
    path: '/confirm',
    title: ['确认登记', 'Confirm'],
    permission: 'public',
    load: () => import('./organisation-accept.page.tsx'),
  },
  {
    path: '/invitation',
    title: ['接受邀请', 'Accept an invitation'],
    permission: 'public',
    load: () => import('./organisation-accept.page.tsx'),
  },
]
