import type { Screens } from '../../platform/ui/screens.ts'

export const deskScreens: Screens = [
  {
    path: '/desk',
    title: ['我的一天', 'My day'],
    permission: 'proceeding.read',
    load: () => import('./desk.page.tsx'),
    nav: { group: 'enforcement', order: 1 },
  },
  {
    path: '/desk/calendar',
    title: ['办案日历', 'Calendar of deadlines'],
    permission: 'proceeding.read',
    load: () => import('./desk-calendar.page.tsx'),
    nav: { group: 'enforcement', order: 5 },
  },
  {
    path: '/statistics',
    title: ['办案统计', 'Statistics'],
    permission: 'statistics.read',
    load: () => import('./desk-statistics.page.tsx'),
    nav: { group: 'enforcement', order: 6 },
  },
]
