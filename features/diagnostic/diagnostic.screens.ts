import type { Screens } from '../../platform/ui/screens.ts'
import { answerWords, homeWords, peerWords, planWords, roundWords } from './diagnostic-page.words.ts'

export const diagnosticScreens: Screens = [
  {
    path: '/diagnostic',
    title: homeWords.nav,
    permission: 'vault.open',
    nav: { group: 'secrets', order: 40 },
    load: () => import('./diagnostic.page.tsx'),
  },
  {
    path: '/diagnostic/answer',
    title: answerWords.title,
    permission: 'vault.propose',
    nav: { group: 'secrets', order: 41, unless: 'vault.open' },
    load: () => import('./answer.page.tsx'),
  },
  { path: '/diagnostic/plan', title: planWords.title, permission: 'vault.open', load: () => import('./plan.page.tsx') },
  {
    path: '/diagnostic/peers',
    title: peerWords.title,
    permission: 'diagnostic.compare',
    nav: { group: 'secrets', order: 42, unless: 'vault.open' },
    load: () => import('./peers.page.tsx'),
  },
  {
    path: '/diagnostic/$id',
    title: roundWords.answering,
    permission: 'vault.open',
    load: () => import('./round.page.tsx'),
  },
  {
    path: '/diagnostic/$id/sections',
    title: roundWords.sections,
    permission: 'vault.open',
    load: () => import('./sections.page.tsx'),
  },
  {
    path: '/diagnostic/$id/result',
    title: roundWords.result,
    permission: 'vault.open',
    load: () => import('./result.page.tsx'),
  },
]
