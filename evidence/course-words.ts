import type { ActFound } from './course.ts'
import type { Outcome } from './verify.ts'

type Pair = readonly [zh: string, en: string]

const textWords: Readonly<Record<ActFound['text'], Pair>> = {
  matches: ['与摘要一致，摘要连着上一步', 'it has its digest, which covers the act before'],
  differs: ['与摘要不一致：内容或先后被改动', 'it does not have its digest: text or order was changed'],
  withheld: ['未出示；摘要保留它的位置', 'withheld; its digest keeps its place'],
}
const factWords: Readonly<Record<ActFound['fact'], Pair>> = {
  matches: ['在同一事项的同一位置记下了同一摘要', 'it has the same digest at this place of this matter'],
  differs: ['所记的不是这一步', 'what it says is not this act'],
  missing: ['没有附上', 'not enclosed'],
}
const entryWords: Readonly<Record<ActFound['entry'], Pair>> = {
  matches: ['登记的正是办事日志所记', 'what is entered is what the journal says'],
  differs: ['登记的不是办事日志所记', 'what is entered is not what the journal says'],
  missing: ['还没有凭证，请稍后重新导出', 'no receipt yet; take the course away again later'],
}

/** What was looked at in one act, and what was found. */
export const actPartsOf = ({
  text,
  fact,
  entry,
}: ActFound): readonly { name: Pair; found: Pair; outcome: Outcome }[] => {
  const outcomes = { matches: 'passed', differs: 'failed', missing: 'unknown', withheld: 'not-applicable' } as const
  return [
    { name: ['内容', 'Text'], found: textWords[text], outcome: outcomes[text] },
    { name: ['办事日志', 'Journal'], found: factWords[fact], outcome: outcomes[fact] },
    { name: ['公开日志', 'Public log'], found: entryWords[entry], outcome: outcomes[entry] },
  ]
}

export const courseWords = {
  title: ['办理经过', 'Course of a matter'],
  act: ['第 {seq} 步', 'Act {seq}'],
  acts: ['共 {count} 步，其中 {withheld} 步未出示内容', '{count} acts, the texts of {withheld} withheld'],
  provenBy: ['最迟在 {time} 已经记下', 'written down no later than {time}'],
  noTime: ['没有外部时间来源', 'no outside time'],
} as const satisfies Record<string, Pair>

/** Said with every course that holds. */
export const courseProves: readonly Pair[] = [
  [
    '出示的内容逐字就是当时记下的；各步的先后没有改动，中间没有增添，也没有抽走。',
    'The texts shown are, word for word, what was written down; their order was not changed, and nothing between them was put in or taken out.',
  ],
  [
    '每一步的摘要都登记在公开日志中，登记之后没有改动。',
    'The digest of every act is entered in the public log and was not changed since.',
  ],
]
export const courseProvesNot: readonly Pair[] = [
  [
    '不证明最后一步之后没有别的步骤；现况请向承办机关了解。',
    'It does not prove that nothing followed the last act; ask the authority that handles the matter.',
  ],
  [
    '不证明记下的内容属实，也不说明未出示的内容是什么。',
    'It does not prove that what was written is true, and says nothing about withheld texts.',
  ],
  ['不证明同一事项没有另外记一份经过。', 'It does not prove that no other course of the same matter was kept.'],
]
