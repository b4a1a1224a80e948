import type { Screens } from '../../platform/ui/screens.ts'

export const tradeSecretScreens: Screens = [
  {
    path: '/secrets',
    title: ['商业秘密登记', 'Register of trade secrets'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 10 },
    load: () => import('./register.page.tsx'),
  },
  {
    path: '/secrets/new',
    title: ['登记一项商业秘密', 'Register a trade secret'],
    permission: 'vault.open',
    load: () => import('./secret-new.page.tsx'),
  },
  {
    path: '/secrets/import',
    title: ['从表格导入', 'Import from a table'],
    permission: 'vault.open',
    load: () => import('./import.page.tsx'),
  },
  {
    path: '/carriers',
    title: ['载体、场所与系统', 'Carriers, places, systems'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 12 },
    load: () => import('./carriers.page.tsx'),
  },
  {
    path: '/secrets/$id',
    title: ['商业秘密', 'Trade secret'],
    permission: 'vault.open',
    load: () => import('./secret-one.page.tsx'),
  },
  {
    path: '/register-counts',
    title: ['企业登记数量', 'What enterprises registered'],
    permission: 'vault.counts',
    nav: { group: 'programme', order: 60 },
    load: () => import('./register-counts.page.tsx'),
  },
  {
    path: '/propose',
    title: ['建议登记', 'Propose for the register'],
    permission: 'vault.propose',
    nav: { group: 'secrets', order: 15, unless: 'vault.open' },
    load: () => import('./propose.page.tsx'),
  },
]
