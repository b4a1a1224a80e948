import { defineWords } from '../../core/words.ts'

export const stateWords = defineWords({
  draft: ['草稿', 'Draft'],
  issued: ['已签发', 'Issued'],
  voided: ['已作废', 'Voided'],
})

export const layoutWords = defineWords({
  'approval-form': ['审批表', 'Approval form'],
  letter: ['通知、函件', 'Letter'],
  decision: ['决定书', 'Decision'],
  record: ['笔录', 'Record'],
  receipt: ['单证', 'Receipt'],
  list: ['清单', 'List'],
  report: ['报告', 'Report'],
  cover: ['封面', 'Cover'],
  catalogue: ['目录', 'Catalogue'],
})

/** @source 《市场监督管理行政处罚程序规定》第八十二条、第八十三条 */
export const mannerWords = defineWords({
  direct: ['直接送达', 'In person'],
  left: ['留置送达', 'Left at the address'],
  electronic: ['电子送达', 'Electronically'],
  entrusted: ['委托送达', 'Through another authority'],
  post: ['邮寄送达', 'By post'],
  announcement: ['公告送达', 'By announcement'],
})

export const purposeWords = defineWords({
  serve: ['送达用', 'To be served'],
  publish: ['公示用', 'To be published'],
  file: ['归入正卷、副卷', 'For the open volumes'],
})

export const volumeWords = defineWords({
  main: ['正卷', 'Main volume'],
  side: ['副卷', 'Side volume'],
  confidential: ['涉密附卷', 'Confidential volume'],
})

export const documentRefusals = defineWords({
  'not-a-draft': [
    '这份文书已经签发或者作废，不能再修改。',
    'This document was issued or voided and can no longer change.',
  ],
  'not-issued': ['这份文书还没有签发。', 'This document has not been issued.'],
  'grounds-unmet': [
    '缺少 {count} 项法定内容，不能签发。请按所列条文补充。',
    '{count} things that the law demands are missing. Add them as listed, then issue.',
  ],
  'head-issues': ['这种文书须由负责人签发。', 'A document of this kind is issued by the head.'],
  'approver-is-handler': [
    '办案人员不能签发本人经办案件中须由负责人签发的文书。',
    'Whoever handles the matter cannot issue what the head must issue in it.',
  ],
  'about-not-issued': [
    '所针对的文书还没有签发，或者已经作废。',
    'The document it is about has not been issued, or was voided.',
  ],
  'already-voided': ['这份文书已经作废。', 'This document has been voided already.'],
  'head-voids': ['已签发的文书须由负责人作废。', 'Only the head may void what was issued.'],
  'served-before-issued': [
    '送达日期早于签发日期（{issuedOn}），请核对。',
    'It was issued on {issuedOn}; it cannot have been served before.',
  ],
  'served-in-future': [
    '送达日期晚于今天，请填写实际送达的日期。',
    'The day lies ahead. Give the day on which it was served.',
  ],
  'template-wrong': ['模板有 {count} 处需要改正，没有保存。', 'The template has {count} mistakes and was not kept.'],
  'pattern-wrong': ['编号规则不能使用：{why}', 'The pattern cannot be used: {whyEn}'],
  'numbers-only-rise': [
    '编号只能向后续接，不能退回已经取用的号码。',
    'Numbers only go up: what was drawn is not drawn again.',
  ],
})
