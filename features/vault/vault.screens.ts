import type { Screens } from '../../platform/ui/screens.ts'

export const vaultScreens: Screens = [
  {
    path: '/room/keys',
    title: ['密钥与恢复', 'Keys and recovery'],
    permission: 'vault.key',
    nav: { group: 'secrets', order: 90 },
    load: () => import('./room-keys.page.tsx'),
  },
]
