import type { Screens } from '../../platform/ui/screens.ts'

export const proceedingScreens: Screens = [
  {
    path: '/matters',
    title: ['线索与案件', 'Clues and cases'],
    permission: 'proceeding.read',
    load: () => import('./proceeding.page.tsx'),
    nav: { group: 'enforcement', order: 2 },
  },
  {
    path: '/deadlines',
    title: ['期限总览', 'Deadlines'],
    permission: 'proceeding.read',
    load: () => import('./proceeding-deadline.page.tsx'),
    nav: { group: 'enforcement', order: 3 },
  },
  {
    path: '/approvals',
    title: ['审批', 'Approvals'],
    permission: 'case.approve',
    load: () => import('./proceeding-approval.page.tsx'),
    nav: { group: 'enforcement', order: 4 },
  },
]
