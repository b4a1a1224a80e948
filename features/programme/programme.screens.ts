import type { Screens } from '../../platform/ui/screens.ts'

export const programmeScreens: Screens = [
  { path: '/', title: ['接下来要做的事', 'What to do next'], load: () => import('./programme-home.page.tsx'), nav: { group: 'work', order: 1 } },
  { path: '/board', title: ['工作看板', 'Board'], permission: 'programme.read-board', load: () => import('./programme-board.page.tsx'), nav: { group: 'work', order: 2 } },
  { path: '/calendar', title: ['日历', 'Calendar'], permission: 'programme.read-board', load: () => import('./programme-calendar.page.tsx'), nav: { group: 'work', order: 3 } },
  { path: '/programme', title: ['六项措施', 'Measures'], permission: 'programme.read-board', load: () => import('./programme.page.tsx'), nav: { group: 'programme', order: 1 } },
  { path: '/programme/$id', title: ['分项', 'Item'], permission: 'programme.read-board', load: () => import('./programme-item.page.tsx') },
  { path: '/targets', title: ['目标', 'Targets'], permission: 'programme.read-board', load: () => import('./programme-target.page.tsx'), nav: { group: 'programme', order: 2 } },
  { path: '/targets/$id', title: ['目标', 'Target'], permission: 'programme.read-board', load: () => import('./programme-target-one.page.tsx') },
  { path: '/tasks', title: ['任务', 'Tasks'], permission: 'programme.read-board', load: () => import('./programme-task.page.tsx'), nav: { group: 'programme', order: 3 } },
  { path: '/tasks/$id', title: ['任务', 'Task'], permission: 'programme.read-board', load: () => import('./programme-task-one.page.tsx') },
  { path: '/outcomes', title: ['成果', 'Outcomes'], permission: 'programme.read-board', load: () => import('./programme-outcome.page.tsx'), nav: { group: 'programme', order: 4 } },
  { path: '/outcomes/new', title: ['登记成果', 'Record an outcome'], permission: 'programme.record-outcome', load: () => import('./programme-outcome-form.page.tsx') },
  { path: '/outcomes/$id', title: ['成果', 'Outcome'], permission: 'programme.read-board', load: () => import('./programme-outcome-one.page.tsx') },
  { path: '/import', title: ['从表格导入', 'Import'], permission: 'programme.import', load: () => import('./programme-import.page.tsx'), nav: { group: 'programme', order: 5 } },
  { path: '/dossier', title: ['验收档案', 'Evaluation dossier'], permission: 'programme.dossier', load: () => import('./programme-dossier.page.tsx'), nav: { group: 'programme', order: 6 } },
  { path: '/versions', title: ['方案版本', 'Versions'], permission: 'programme.read-board', load: () => import('./programme-version.page.tsx'), nav: { group: 'programme', order: 7 } },
]
