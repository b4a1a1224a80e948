import type { Screens } from '../../platform/ui/screens.ts'

export const lawScreens: Screens = [
  {
    path: '/law',
    title: ['法规参数', 'The law as data'],
    load: () => import('./law.page.tsx'),
    nav: { group: 'enforcement', order: 90 },
  },
  {
    path: '/law/periods/$id',
    title: ['期限', 'Period'],
    load: () => import('./law-period.page.tsx'),
  },
  {
    path: '/law/thresholds',
    title: ['门槛与责任', 'Thresholds'],
    load: () => import('./law-threshold.page.tsx'),
  },
  {
    path: '/law/articles',
    title: ['条号对照', 'Articles'],
    load: () => import('./law-article.page.tsx'),
  },
  {
    path: '/law/elements',
    title: ['要件与枚举', 'Elements'],
    load: () => import('./law-element.page.tsx'),
  },
  {
    path: '/law/documents',
    title: ['文书', 'Forms'],
    load: () => import('./law-document.page.tsx'),
  },
]
