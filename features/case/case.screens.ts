import type { Screens } from '../../platform/ui/screens.ts'

export const caseScreens: Screens = [
  {
    path: '/cases/$id',
    title: ['行政处罚案件', 'Penalty case'],
    permission: 'case.read',
    load: () => import('./case.page.tsx'),
  },
  {
    path: '/preservations/$id',
    title: ['先行登记保存', 'Advance preservation'],
    permission: 'case.read',
    load: () => import('./preservation.page.tsx'),
  },
  {
    path: '/seizures/$id',
    title: ['查封、扣押', 'Sealing or seizure'],
    permission: 'case.read',
    load: () => import('./seizure.page.tsx'),
  },
]
