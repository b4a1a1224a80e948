import type { OfficialDocument } from '../../core/document-layout.ts'
import type { MaterialNumber } from './packet/packet.schema.ts'
import { materialWords } from './referral-packet.rules.ts'
import type { PacketDraft } from './referral-packet.schema.ts'

export type MaterialFacts = {
  readonly agency: string
  readonly caseName: string
  readonly day: string
  /** Above the title, for what is not real. */
  readonly warning: string | null
}

/** The papers that the special team draws up for a packet; the letter of referral is form 5 and made elsewhere. @source domain law.md §5.3 */
export function materialDocument(
  material: Exclude<MaterialNumber, 1>,
  draft: PacketDraft,
  { agency, caseName, day, warning }: MaterialFacts,
): OfficialDocument {
  return {
    title: materialWords[material][0],
    ...(warning !== null && { warning }),
    blocks: [{ kind: 'line', text: `案件：${caseName}` }, ...blocksOf[material](draft)],
    signature: { name: `${agency}专案组`, day },
  }
}

type Blocks = OfficialDocument['blocks']

const blocksOf: Readonly<Record<Exclude<MaterialNumber, 1>, (draft: PacketDraft) => Blocks>> = {
  2: ({ report, items }) => [
    ...section('一、案件来源', report.source),
    ...section('二、调查经过', report.course),
    ...section('三、已查明的事实', report.facts),
    ...section('四、金额计算', report.amounts),
    { kind: 'heading', level: 1, text: '五、证据目录' },
    {
      kind: 'table',
      columns: [
        { title: '序号', percent: 10 },
        { title: '名称', percent: 45 },
        { title: '来源', percent: 45 },
      ],
      rows: items.map(({ title, provenance }, at) => [String(at + 1), title, provenance]),
    },
    ...section('六、已采取的措施', report.measures),
  ],
  3: ({ objects }) =>
    objects.rows.length === 0
      ? section('说明', objects.noneBecause)
      : [
          {
            kind: 'table',
            columns: [
              { title: '序号', percent: 8 },
              { title: '名称', percent: 22 },
              { title: '规格', percent: 16 },
              { title: '数量', percent: 10 },
              { title: '存放地', percent: 18 },
              { title: '封存编号', percent: 13 },
              { title: '照片', percent: 13 },
            ],
            rows: objects.rows.map((row, at) => [
              String(at + 1),
              row.name,
              row.spec,
              row.quantity,
              row.place,
              row.sealNo,
              row.photo,
            ]),
          },
        ],
  4: ({ appraisals }) =>
    appraisals.rows.length === 0
      ? section('说明', appraisals.noneBecause)
      : appraisals.rows.flatMap(
          (row, at): Blocks => [
            { kind: 'heading', level: 1, text: `${at + 1}．${row.body}` },
            { kind: 'paragraph', text: `机构资质：${row.qualification}` },
            { kind: 'paragraph', text: `委托事项：${row.matter}` },
            { kind: 'paragraph', text: `结论：${row.conclusion}` },
            { kind: 'paragraph', text: `鉴定期间：${row.from}至${row.to}` },
          ],
        ),
  5: ({ other }) => [
    ...section('一、权利人陈述', other.statement),
    ...section('二、损失、获利初算', other.estimate),
    { kind: 'heading', level: 1, text: '三、电子数据介质及校验值' },
    ...(other.media.length === 0
      ? [{ kind: 'paragraph' as const, text: '无。' }]
      : [
          {
            kind: 'table' as const,
            columns: [
              { title: '介质', percent: 30 },
              { title: '算法', percent: 15 },
              { title: '校验值', percent: 55 },
            ],
            rows: other.media.map(({ name, algorithm, digest }) => [name, algorithm, digest]),
          },
        ]),
  ],
}

const section = (heading: string, text: string): Blocks => [
  { kind: 'heading', level: 1, text: heading },
  { kind: 'paragraph', text },
]
