import type { Screens } from '../../platform/ui/screens.ts'

export const proofPackScreens: Screens = [
  {
    path: '/packs',
    title: ['举证包', 'Proof packs'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 50 },
    load: () => import('./packs.page.tsx'),
  },
  {
    path: '/pack-check',
    title: ['核对举证包', 'Check a proof pack'],
    permission: 'vault.key',
    nav: { group: 'secrets', order: 55, unless: 'vault.open' },
    load: () => import('./pack-check.page.tsx'),
  },
  {
    path: '/packs/$id',
    title: ['封存举证包', 'Seal a proof pack'],
    permission: 'vault.open',
    load: () => import('./pack-make.page.tsx'),
  },
]
