import type { Screens } from '../../platform/ui/screens.ts'

export const depositScreens: Screens = [
  {
    path: '/deposits',
    title: ['存证', 'Deposits'],
    permission: 'deposit.make',
    load: () => import('./deposit.page.tsx'),
    nav: { group: 'work', order: 4 },
  },
  {
    path: '/deposits/new',
    title: ['新建存证', 'New deposit'],
    permission: 'deposit.make',
    load: () => import('./deposit-new.page.tsx'),
  },
  {
    path: '/deposits/$id',
    title: ['一项存证', 'Deposit'],
    permission: 'deposit.make',
    load: () => import('./deposit-one.page.tsx'),
  },
  {
    path: '/deposit-keys',
    title: ['存证密钥', 'Deposit keys'],
    permission: 'deposit.manage-keys',
    load: () => import('./deposit-keys.page.tsx'),
  },
]
