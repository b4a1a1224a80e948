import type { Screens } from '../../platform/ui/screens.ts'

export const templateScreens: Screens = [
  {
    path: '/papers',
    title: ['制度与文书', 'Policies and papers'],
    permission: 'vault.open',
    nav: { group: 'secrets', order: 30 },
    load: () => import('./papers.page.tsx'),
  },
  {
    path: '/papers/set',
    title: ['成套生成制度与文书', 'Make a set of papers'],
    permission: 'vault.open',
    load: () => import('./paper-set.page.tsx'),
  },
  {
    path: '/papers/bundle',
    title: ['打包下载制度与文书', 'Save papers as one package'],
    permission: 'vault.open',
    load: () => import('./paper-bundle.page.tsx'),
  },
  {
    path: '/papers/make/$id',
    title: ['填写范本', 'Fill in a template'],
    permission: 'vault.open',
    load: () => import('./paper-make.page.tsx'),
  },
  {
    path: '/papers/$id',
    title: ['文件', 'Paper'],
    permission: 'vault.open',
    load: () => import('./paper-one.page.tsx'),
  },
]
