import { defineWords } from '../../core/words.ts'

export const diagnosticRefusals = defineWords({
  'other-version': [
    '题目已更新到 {version} 版。请按新版完成自评后再提供分数。',
    'The questions are now version {version}. Finish an assessment of that version before giving its scores.',
  ],
  'other-dimensions': [
    '提供的维度与题目的维度不一致。请刷新页面后重试。',
    'These are not the dimensions of the questions. Reload the page and try again.',
  ],
})
