import type { Screens } from '../../platform/ui/screens.ts'

export const clueScreens: Screens = [
  {
    path: '/clues',
    title: ['线索', 'Clues'],
    permission: 'clue.read',
    load: () => import('./clue-list.page.tsx'),
    nav: { group: 'enforcement', order: 1.5 },
  },
  {
    path: '/clues/new',
    title: ['登记线索', 'Register a clue'],
    permission: 'case.register',
    load: () => import('./clue-new.page.tsx'),
  },
  {
    path: '/clues/$id',
    title: ['线索', 'Clue'],
    permission: 'clue.read',
    load: () => import('./clue.page.tsx'),
  },
  {
    path: '/complaints',
    title: ['商业秘密投诉', 'Complaints'],
    permission: 'complaint.make',
    load: () => import('./complaint.page.tsx'),
    nav: { group: 'secrets', order: 60 },
  },
  {
    path: '/complaints/$id',
    title: ['商业秘密投诉', 'Complaint'],
    permission: 'complaint.make',
    load: () => import('./complaint-one.page.tsx'),
  },
]
