import type { Screens } from '../../platform/ui/screens.ts'

export const confidentialScreens: Screens = [
  {
    path: '/cases/$id/confidential',
    title: ['涉密附卷', 'Confidential sub-dossier'],
    permission: 'confidential.enter',
    load: () => import('./confidential.page.tsx'),
  },
  {
    path: '/looks',
    title: ['谁看过我方的秘密', 'Who looked at our secrets'],
    permission: 'confidential.see-looks',
    load: () => import('./confidential-looks.page.tsx'),
    nav: { group: 'secrets', order: 65 },
  },
]
