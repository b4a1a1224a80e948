import { defineWords } from '../../core/words.ts'

export const outcomeKindWords = defineWords({
  institutional: ['制度性成果', 'Institutional outcome'],
  record: ['工作记录', 'Record of work'],
  activity: ['活动', 'Activity'],
  conferral: ['认定（授牌）', 'Conferral'],
})

export const taskStateWords = defineWords({
  planned: ['未开始', 'Planned'],
  'under-way': ['进行中', 'Under way'],
  done: ['已办结', 'Done'],
  dropped: ['已停办', 'Dropped'],
})

export const taskActWords = defineWords({
  assign: ['布置', 'Assigned'],
  report: ['报进展', 'Report progress'],
  finish: ['办结', 'Finish'],
  drop: ['停办', 'Drop'],
  reopen: ['恢复', 'Reopen'],
  reassign: ['转交或改期', 'Reassign'],
  'hand-over': ['移交', 'Handed over'],
})

export const markWords = defineWords({
  官: ['官方文本原有', 'Official text'],
  校: ['官方文本，脱字已校补', 'Official text, repaired'],
  例: ['其他地方的公开做法，不是本区规定', 'Precedent from elsewhere, not a rule of this district'],
  拟: ['平台缺省，非官方', 'Platform default, not official'],
  未得: ['未取得公开文本，留空', 'Not obtained; left empty'],
})
