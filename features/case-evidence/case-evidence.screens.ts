import type { Screens } from '../../platform/ui/screens.ts'

export const caseEvidenceScreens: Screens = [
  {
    path: '/cases/$id/evidence',
    title: ['证据目录', 'Evidence'],
    permission: 'confidential.enter',
    load: () => import('./case-evidence.page.tsx'),
  },
]
