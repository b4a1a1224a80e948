import { defineWords } from '../../core/words.ts'

export const caseRefusals = defineWords({
  'case-not-under-investigation': [
    '只有在调查取证阶段才能采取这项措施。',
    'This measure can only be taken while the case is under investigation.',
  ],
})
