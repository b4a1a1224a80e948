import type { Screens } from '../../platform/ui/screens.ts'
import { reportWords } from './incident.words.ts'

export const emergencyScreens: Screens = [
  {
    path: '/incidents',
    title: ['泄密处置', 'Incidents'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 60 },
    load: () => import('./incident-list.page.tsx'),
  },
  {
    path: '/incidents/$id',
    title: ['泄密处置', 'Incident'],
    permission: 'vault.open',
    load: () => import('./incident-one.page.tsx'),
  },
  {
    path: '/report-leak',
    title: reportWords.title,
    permission: 'vault.propose',
    nav: { group: 'secrets', order: 59, unless: 'vault.open' },
    load: () => import('./leak-report.page.tsx'),
  },
]
