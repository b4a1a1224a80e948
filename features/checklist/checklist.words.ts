import { defineWords } from '../../core/words.ts'

export const checklistWords = defineWords({
  mandatory: ['必做', 'mandatory'],
  advised: ['建议', 'advised'],
  until: ['{at} 前', 'by {at}'],
  from: ['{at} 起', 'from {at}'],
  done: ['已做', 'done'],
  'not-needed': ['不需要', 'not needed'],
  refused: ['对方拒绝', 'refused'],
  open: ['该做', 'to do'],
  later: ['未到时间', 'later'],
  overdue: ['已过时间', 'overdue'],
  doneBy: ['{by}，{at}', '{by}, {at}'],
  record: ['记录在哪里（编号、位置、校验值）', 'Where its record is: number, place, digest'],
  note: ['说明', 'Note'],
  outcome: ['结果', 'Outcome'],
  mark: ['登记', 'Record'],
  change: ['更正', 'Correct'],
  reasonNeeded: [
    '必做的步骤，要写明记录在哪里；没有做的，要写明原因。',
    'A mandatory step needs the place of its record; one that is left out needs the reason.',
  ],
  missing: ['还有 {n} 个必做步骤没有登记。', '{n} mandatory steps are not recorded.'],
  complete: ['必做步骤已全部登记。', 'Every mandatory step is recorded.'],
  close: ['办结，形成记录', 'Close and make the record'],
  closed: ['{at} 办结', 'Closed {at}'],
  redLines: ['红线', 'Red lines'],
  keeps: ['留存', 'Keeps'],
  paper: ['《{title}》', '“{title}”'],
  basis: ['依据', 'Basis'],
})

export const outcomes = defineWords({
  done: ['已做', 'Done'],
  'not-needed': ['不需要', 'Not needed'],
  refused: ['对方拒绝', 'Refused by the other side'],
})
