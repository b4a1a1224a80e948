import type { Screens } from '../../platform/ui/screens.ts'

export const documentScreens: Screens = [
  {
    path: '/documents/$id',
    title: ['文书', 'Document'],
    permission: 'document.read',
    load: () => import('./document-one.page.tsx'),
  },
  {
    path: '/templates',
    title: ['文书模板', 'Templates of forms'],
    permission: 'document.draft',
    load: () => import('./document-template.page.tsx'),
    nav: { group: 'enforcement', order: 80 },
  },
  {
    path: '/templates/$id',
    title: ['修改文书模板', 'Edit a template'],
    permission: 'document.draft',
    load: () => import('./document-template-edit.page.tsx'),
  },
  {
    path: '/numbering',
    title: ['编号与机关信息', 'Numbering'],
    permission: 'document.draft',
    load: () => import('./document-number.page.tsx'),
    nav: { group: 'enforcement', order: 81 },
  },
]
