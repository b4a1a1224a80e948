import type { Screens } from '../../platform/ui/screens.ts'

export const publicationScreens: Screens = [
  {
    path: '/publications',
    title: ['文稿', 'Texts'],
    permission: 'publication.read-drafts',
    load: () => import('./publication.page.tsx'),
    nav: { group: 'publication', order: 1 },
  },
  {
    path: '/publications/new',
    title: ['起草', 'Begin a text'],
    permission: 'publication.write',
    load: () => import('./publication-write.page.tsx'),
  },
  {
    path: '/publications/$id',
    title: ['文稿', 'Text'],
    permission: 'publication.read-drafts',
    load: () => import('./publication-one.page.tsx'),
  },
  {
    path: '/publications/$id/edit',
    title: ['修改文稿', 'Edit a text'],
    permission: 'publication.write',
    load: () => import('./publication-edit.page.tsx'),
  },
  {
    path: '/publications/$id/comments',
    title: ['公众意见', 'Comments'],
    permission: 'publication.read-drafts',
    load: () => import('./publication-comment.page.tsx'),
  },
]
