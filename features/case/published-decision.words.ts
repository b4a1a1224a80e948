import { defineWords } from '../../core/words.ts'

export const publishedDecisionWords = defineWords({
  title: ['行政处罚信息公示', 'Penalty decisions'],
  lead: [
    '侵犯商业秘密等案件的行政处罚决定，依照《市场监督管理行政处罚信息公示规定》公示。商业秘密和个人信息已经去除，公示期满即不再展示。',
    'Administrative penalties, published as the rules on the publication of penalties demand. Trade secrets and personal data are removed. After its period a decision is no longer shown.',
  ],
  contentInChinese: ['', 'The text of decisions is in Chinese.'],
  empty: ['目前没有公示中的处罚决定。', 'No decision is published at present.'],
  party: ['当事人', 'Party'],
  number: ['决定书文号', 'Number'],
  agency: ['作出机关', 'Authority'],
  decidedOn: ['决定日期', 'Decided on'],
  publishedOn: ['公示日期', 'Published on'],
  until: ['公示截止日期', 'Published until'],
  facts: ['违法事实', 'Facts'],
  content: ['处罚内容和依据', 'Penalty and its basis'],
  withdrawn: ['该处罚决定已于 {day} 撤回公示。', 'The publication of this decision was withdrawn on {day}.'],
  because: ['撤回理由', 'Reasons'],
  newer: ['‹ 较新', '‹ Newer'],
  older: ['较早 ›', 'Older ›'],
})
