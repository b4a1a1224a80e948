import { XFER } from '../case/case-law.rules.ts'
import type { MaterialNumber, WayOfShowing, WithheldItem } from './packet/packet.schema.ts'
import type { DraftItem, Missing, PacketDraft } from './referral-packet.schema.ts'

export const materialWords = {
  1: ['涉嫌犯罪案件移送书', 'Letter of referral'],
  2: ['调查报告', 'Report of the investigation'],
  3: ['涉案物品清单', 'List of the objects of the case'],
  4: ['检验报告、鉴定结论', 'Tests and appraisals'],
  5: ['其他材料', 'Other material'],
} as const satisfies Record<MaterialNumber, readonly [string, string]>

/** What stands outside the draft and must be there as well. */
export type PacketSurroundings = {
  readonly part: 'referral' | 'supplement'
  readonly agency: string
  readonly caseName: string
  readonly partyName: string
  readonly crimes: readonly string[]
  readonly basis: string
  /** Form 5 was issued in this matter. */
  readonly letterIssued: boolean
}

const missing = (field: string, zh: string, en: string, source: string = XFER('第六条')): Missing => ({
  code: 'packet-field-missing',
  words: [zh, en],
  source,
  field,
})
const empty = (text: string) => text.trim() === ''

/**
 * Everything that a packet still lacks, all at once: the five kinds of material with what each of them must say.
 *
 * @source 《行政执法机关移送涉嫌犯罪案件的规定》第六条; domain law.md §5.3
 */
export function packetMissing(draft: PacketDraft, around: PacketSurroundings): Missing[] {
  const items = [...draft.items.flatMap(itemMissing), ...duplicates(draft.items)]
  if (around.part === 'supplement')
    return [
      ...wanted('note', draft.note, '补正说明', 'what is supplied'),
      ...(draft.items.length === 0
        ? [missing('items', '补正至少要有一件材料。', 'A supplement has at least one item.')]
        : []),
      ...items,
    ]
  return [
    ...letterMissing(draft, around),
    ...reportMissing(draft),
    ...objectsMissing(draft),
    ...appraisalsMissing(draft),
    ...otherMissing(draft),
    ...items,
  ]
}

const wanted = (field: string, value: string, zh: string, en: string): Missing[] =>
  empty(value) ? [missing(field, `请填写${zh}。`, `Fill in ${en}.`)] : []

function letterMissing(draft: PacketDraft, around: PacketSurroundings): Missing[] {
  return [
    ...wanted('receiver', draft.receiver, '收件的公安机关', 'the public security body that receives it'),
    ...wanted('agency', around.agency, '移送机关名称', 'the name of the referring authority'),
    ...wanted('caseName', around.caseName, '案由', 'what the case is about'),
    ...wanted('partyName', around.partyName, '当事人', 'the party'),
    ...wanted('basis', around.basis, '移送依据（移送报告）', 'the basis of the referral, in the report'),
    ...(around.crimes.length === 0
      ? [missing('crimes', '移送报告没有写明涉嫌罪名。', 'The report names no suspected crime.')]
      : []),
    ...(around.letterIssued
      ? []
      : [
          missing(
            'letter',
            '还没有签发《涉嫌犯罪案件移送书》（文书5，含附件目录和回执）。',
            'The letter of referral (form 5, with the list of enclosures and the receipt) has not been issued.',
          ),
        ]),
  ]
}

const reportMissing = ({ report }: PacketDraft): Missing[] => [
  ...wanted('report.source', report.source, '调查报告的“案件来源”', 'the source of the case, in the report'),
  ...wanted('report.course', report.course, '调查报告的“调查经过”', 'the course of the investigation, in the report'),
  ...wanted('report.facts', report.facts, '调查报告的“已查明的事实”', 'the facts as established, in the report'),
  ...wanted('report.amounts', report.amounts, '调查报告的“金额计算”', 'how the amounts were computed, in the report'),
  ...wanted('report.measures', report.measures, '调查报告的“已采取的措施”', 'the measures taken, in the report'),
]

const objectsMissing = ({ objects }: PacketDraft): Missing[] =>
  objects.rows.length === 0
    ? wanted(
        'objects.noneBecause',
        objects.noneBecause,
        '涉案物品，或者没有涉案物品的说明',
        'the objects, or why there are none',
      )
    : objects.rows.flatMap((row, at) => [
        ...wanted(`objects.rows.${at}.name`, row.name, `第${at + 1}件物品的名称`, `the name of object ${at + 1}`),
        ...wanted(`objects.rows.${at}.spec`, row.spec, `第${at + 1}件物品的规格`, `the model of object ${at + 1}`),
        ...wanted(
          `objects.rows.${at}.quantity`,
          row.quantity,
          `第${at + 1}件物品的数量`,
          `the quantity of object ${at + 1}`,
        ),
        ...wanted(`objects.rows.${at}.place`, row.place, `第${at + 1}件物品的存放地`, `where object ${at + 1} lies`),
        ...wanted(
          `objects.rows.${at}.sealNo`,
          row.sealNo,
          `第${at + 1}件物品的封存编号（未封存的写“无”）`,
          `the seal number of object ${at + 1}, or “none”`,
        ),
        ...wanted(
          `objects.rows.${at}.photo`,
          row.photo,
          `第${at + 1}件物品的照片编号（没有的写“无”）`,
          `the photograph of object ${at + 1}, or “none”`,
        ),
      ])

const appraisalsMissing = ({ appraisals }: PacketDraft): Missing[] =>
  appraisals.rows.length === 0
    ? wanted(
        'appraisals.noneBecause',
        appraisals.noneBecause,
        '检验、鉴定情况，或者没有检验、鉴定的说明',
        'the tests and appraisals, or why there are none',
      )
    : appraisals.rows.flatMap((row, at) => [
        ...wanted(`appraisals.rows.${at}.body`, row.body, `第${at + 1}项鉴定的机构`, `who made appraisal ${at + 1}`),
        ...wanted(
          `appraisals.rows.${at}.qualification`,
          row.qualification,
          `第${at + 1}项鉴定的机构资质`,
          `the qualification for appraisal ${at + 1}`,
        ),
        ...wanted(
          `appraisals.rows.${at}.matter`,
          row.matter,
          `第${at + 1}项鉴定的委托事项`,
          `what appraisal ${at + 1} was asked`,
        ),
        ...wanted(
          `appraisals.rows.${at}.conclusion`,
          row.conclusion,
          `第${at + 1}项鉴定的结论`,
          `what appraisal ${at + 1} concludes`,
        ),
        ...wanted(
          `appraisals.rows.${at}.from`,
          row.from,
          `第${at + 1}项鉴定的起始日`,
          `when appraisal ${at + 1} began`,
        ),
        ...wanted(`appraisals.rows.${at}.to`, row.to, `第${at + 1}项鉴定的完成日`, `when appraisal ${at + 1} ended`),
      ])

const otherMissing = ({ other }: PacketDraft): Missing[] => [
  ...wanted('other.statement', other.statement, '权利人陈述', 'the statement of the right holder'),
  ...wanted('other.estimate', other.estimate, '损失、获利初算', 'the first estimate of loss and gain'),
  ...other.media.flatMap((row, at) => [
    ...wanted(`other.media.${at}.name`, row.name, `第${at + 1}个介质的名称`, `the name of medium ${at + 1}`),
    ...wanted(
      `other.media.${at}.algorithm`,
      row.algorithm,
      `第${at + 1}个介质的校验算法`,
      `the algorithm of medium ${at + 1}`,
    ),
    ...wanted(`other.media.${at}.digest`, row.digest, `第${at + 1}个介质的校验值`, `the digest of medium ${at + 1}`),
  ]),
]

/** Each item says what it is, where it comes from and why it is handed over. */
const itemMissing = (item: DraftItem, at: number): Missing[] => [
  ...(item.attachmentId === null && item.documentId === null
    ? [missing(`items.${at}`, `第${at + 1}件没有选文件。`, `Item ${at + 1} has no file.`)]
    : []),
  ...wanted(`items.${at}.title`, item.title, `第${at + 1}件的名称`, `what item ${at + 1} is`),
  ...wanted(`items.${at}.provenance`, item.provenance, `第${at + 1}件的来源`, `where item ${at + 1} comes from`),
  ...wanted(`items.${at}.reason`, item.reason, `第${at + 1}件的移送理由`, `why item ${at + 1} is handed over`),
]

const duplicates = (items: readonly DraftItem[]): Missing[] =>
  items.flatMap((item, at) => {
    const key = item.attachmentId ?? item.documentId
    const first = items.findIndex((one) => (one.attachmentId ?? one.documentId) === key)
    return key !== null && first < at
      ? [
          missing(
            `items.${at}`,
            `第${at + 1}件与第${first + 1}件是同一文件。`,
            `Items ${first + 1} and ${at + 1} are the same file.`,
            '平台规则',
          ),
        ]
      : []
  })

/** What becomes of a chosen item: confidential ones go masked, or stay, unless this one was marked. @source domain law.md §9.2 */
export type Chosen =
  | {
      readonly goes: true
      readonly attachmentId: string | null
      readonly documentId: string | null
      readonly shownAs: WayOfShowing
    }
  | { readonly goes: false }

export function chosenForm({ attachmentId, documentId, confidential, original, maskedId }: DraftItem): Chosen {
  if (!confidential) return { goes: true, attachmentId, documentId, shownAs: 'plain' }
  if (original) return { goes: true, attachmentId, documentId, shownAs: 'confidential' }
  return maskedId === null
    ? { goes: false }
    : { goes: true, attachmentId: maskedId, documentId: null, shownAs: 'masked' }
}

export const withheldOf = (items: readonly DraftItem[]): WithheldItem[] =>
  items
    .filter((item) => !chosenForm(item).goes)
    .map(({ title }) => ({ title, reason: '涉密，未单独标注移送，也没有脱敏件' }))
