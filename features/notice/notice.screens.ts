import type { Screens } from '../../platform/ui/screens.ts'

export const noticeScreens: Screens = [
  {
    path: '/notices',
    title: ['消息', 'Notices'],
    load: () => import('./notice.page.tsx'),
    nav: { group: 'work', order: 5 },
  },
]
