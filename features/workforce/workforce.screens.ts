import type { Screens } from '../../platform/ui/screens.ts'

export const workforceScreens: Screens = [
  {
    path: '/to-do',
    title: ['我的保密事项', 'My confidential matters'],
    permission: 'vault.propose',
    nav: { group: 'secrets', order: 5 },
    load: () => import('./to-do.page.tsx'),
  },
  {
    path: '/people',
    title: ['涉密人员', 'Cleared persons'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 20 },
    load: () => import('./people.page.tsx'),
  },
  {
    path: '/people/$id',
    title: ['涉密人员', 'Cleared person'],
    permission: 'vault.open',
    load: () => import('./person.page.tsx'),
  },
]
