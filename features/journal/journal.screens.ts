import type { Screens } from '../../platform/ui/screens.ts'

export const journalScreens: Screens = [
  {
    path: '/journal',
    title: ['办事日志', 'Journal'],
    permission: 'journal.read',
    load: () => import('./journal.page.tsx'),
    nav: { group: 'people', order: 5 },
  },
]
