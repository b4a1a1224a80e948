import type { Block, OfficialDocument } from '../../core/document-layout.ts'
import { say } from '../../core/words.ts'
import { type PartNumber, partWords } from '../clue/complaint.schema.ts'
import type { TimelineLine } from '../emergency/incident.rules.ts'
import { measureWords, ownerships, stages, type TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { agreementKinds, type ClearedPerson } from '../workforce/workforce.schema.ts'
import { wasInForce } from './meter.rules.ts'
import { inBeijing } from './notice-paper.rules.ts'
import { heading, line, table, text, unfilled } from './paper-block.rules.ts'
import { accessFactors, lossBases, outcomeWords, type PackRecord } from './proof-pack.schema.ts'

/** Somebody who may know this secret, by name or account. */
type Known = Pick<ClearedPerson, 'name' | 'personId' | 'agreements' | 'training' | 'closeOuts'>
export type PackSources = {
  readonly organisation: string
  /** The day on which the pack is made, yyyy-mm-dd. */
  readonly madeOn: string
  readonly secret: TradeSecret
  /** What its kind of information is called, such as 配方. */
  readonly kindName: string
  readonly record: PackRecord
  readonly people: readonly Known[]
  readonly timeline: readonly TimelineLine[]
  /** What stands in the pack beside these papers, so that they can name it. */
  readonly receipts: readonly { readonly requestId: string; readonly enclosed: boolean }[]
}
/** One paper of a pack, in the part of the complaint it belongs to. */
export type PackPaper = { readonly part: PartNumber; readonly title: string; readonly blocks: readonly Block[] }

/**
 * The papers of a pack in the order of the complaint, out of what the firm registered. People appear only where they know
 * this secret, and with what shows that they were bound and told. What is not filled in is said to be missing, never left out.
 */
export function papersOf(sources: PackSources): readonly PackPaper[] {
  const { secret, record } = sources
  return [
    paper(1, '权属说明', ownership(sources)),
    paper(2, '秘密点清单', points(sources)),
    paper(3, '秘密性说明', [text(secret.secrecyBasis)]),
    paper(4, '商业价值说明', [text(secret.valueBasis)]),
    paper(5, '保密措施', measures(secret, record.actedOn)),
    paper(5, '知悉范围与告知', knowers(secret)),
    paper(5, '约定与培训', agreements(sources)),
    paper(5, '载体与存放', carriers(secret)),
    paper(5, '存证与版本链', deposits(sources)),
    ...closeOuts(sources),
    paper(6, '被投诉人与接触', access(sources)),
    paper(7, '侵权线索与比对', comparison(sources)),
    ...(sources.timeline.length > 0 ? [paper(7, '处置时间线', [timeline(sources.timeline)])] : []),
    paper(8, '损失或者获利初算', loss(record)),
    paper(9, '其他程序情况', [text(record.proceedings)]),
    paper(10, '保密请求与可披露范围', [text(record.confidentiality)]),
  ]
}

/** The paper as it is laid out: who made it, on which day, of which part, and who signs. */
export const laidOut = ({ part, title, blocks }: PackPaper, { organisation, secret, madeOn }: PackSources) =>
  ({
    title,
    mark: '商业秘密 · 未经权利人同意不得公开',
    blocks: [
      { kind: 'note', text: `举证包 ${secret.number} · 第 ${part} 部分 ${say(partWords[part], 'zh-CN')}` },
      ...blocks,
    ],
    signature: { name: organisation, day: dayText(madeOn) },
  }) satisfies OfficialDocument

/** What a reader sees first: every piece with its number, its part and its name. */
export const contentsPaper = (
  pieces: readonly { readonly part: number; readonly title: string; readonly name: string }[],
  { organisation, secret, madeOn }: Pick<PackSources, 'organisation' | 'secret' | 'madeOn'>,
): OfficialDocument => ({
  title: '举证包目录',
  page: 'form',
  mark: '商业秘密 · 未经权利人同意不得公开',
  blocks: [
    { kind: 'line', text: `权利人：${organisation}` },
    { kind: 'line', text: `秘密：${secret.number} ${secret.name}` },
    {
      kind: 'table',
      columns: [
        { title: '序号', percent: 8 },
        { title: '部分', percent: 28 },
        { title: '材料', percent: 32 },
        { title: '文件', percent: 32 },
      ],
      rows: pieces.map(({ part, title, name }, at) => [
        String(at + 1),
        isPart(part) ? `${part} ${say(partWords[part], 'zh-CN')}` : '说明',
        title,
        name,
      ]),
    },
    {
      kind: 'note',
      text: '各件的 SHA-256 和 SM3 见 index.json；index.tsproof 证明这份目录登记到公开日志的时间。核验：打开“核验工具.html”，选入整个压缩包，断网也能用；或者 npx shoumi verify 压缩包。工具从举证包之外的可靠来源取得更好。',
    },
  ],
  signature: { name: organisation, day: dayText(madeOn) },
})

const isPart = (part: number): part is PartNumber => part in partWords
const paper = (part: PartNumber, title: string, blocks: readonly Block[]): PackPaper => ({ part, title, blocks })
const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
const until = (day: string | null) => (day ? `至 ${day}` : '至今')
const zh = (pair: readonly [string, string]) => say(pair, 'zh-CN')

const ownership = ({ organisation, secret }: PackSources): Block[] => [
  line(`权利人：${organisation}`),
  line(`秘密：${secret.number} ${secret.name}`),
  line(`权属：${zh(ownerships[secret.ownership])}`),
  line(`形成日期：${secret.formedOn}`),
  line(`形成人：${secret.creators.join('、') || unfilled}`),
  line(`责任人：${secret.owner.name}${secret.owner.post ? `（${secret.owner.post}）` : ''}`),
]

/** Number, kind, carriers, day, version and the search, as part 2 lists them, and what each point is. @source domain law.md §7.5 */
const points = ({ secret, kindName }: PackSources): Block[] =>
  secret.points.length === 0
    ? [text('没有登记秘密点。')]
    : [
        ...secret.points.flatMap(({ title, versions, derivedFromPublic, increment, lockedOn, lockReason }, at) => [
          heading(
            `${pointNumber(secret, at)} ${title}${lockedOn ? `（${lockedOn} 锁定：${lockReason}）` : '（未锁定）'}`,
          ),
          line(`类型：${secret.infoKind} ${kindName}`),
          line(`载体：${secret.carriers.map(({ what }) => what).join('、') || unfilled}`),
          line(`形成时间：${versions[0]?.on ?? secret.formedOn}`),
          ...versions.flatMap(({ on, by, text: content }, n) => [
            line(`第 ${n + 1} 版，${on}，${by}：`),
            text(content),
          ]),
          ...(derivedFromPublic ? [text(`由公开信息加工形成，新增：${increment || unfilled}`)] : []),
        ]),
        text(`公开检索说明：${secret.secrecyBasis === '' ? unfilled : '见“秘密性说明”。'}`),
      ]
/** As the complaint numbers it too. */
export const pointNumber = ({ number }: Pick<TradeSecret, 'number'>, at: number): string => `${number}-${at + 1}`

function measures({ measures }: TradeSecret, actedOn: string | null): Block[] {
  return [
    table(
      [
        ['措施', 26],
        ['内容', 28],
        ['起止', 16],
        ['行为前有效', 10],
        ['证据', 20],
      ],
      measures.map(({ code, what, since, until: end, evidence }) => [
        `${code} ${zh(measureWords[code])}`,
        what,
        `${since} ${until(end)}`,
        actedOn === null ? '—' : wasInForce({ since, until: end }, actedOn) ? '是' : '否',
        evidence || unfilled,
      ]),
      '没有登记措施。',
    ),
    ...(actedOn === null ? [] : [{ kind: 'note', text: `“行为前有效”以被诉行为发生日 ${actedOn} 为准。` } as const]),
  ]
}

const knowers = ({ knowers }: TradeSecret): Block[] => [
  table(
    [
      ['姓名', 14],
      ['岗位', 18],
      ['知悉', 22],
      ['告知与签收', 46],
    ],
    knowers.map(({ name, post, since, until: end, notice }) => [
      name,
      post || unfilled,
      `${since} ${until(end)}`,
      notice
        ? `${notice.sentOn} 发出，${notice.acknowledgedOn ? `${notice.acknowledgedOn} 签收` : '未签收'}${notice.digest ? `；SHA-256 ${notice.digest}` : ''}`
        : '没有告知',
    ]),
    '没有登记知情人。',
  ),
]

const isKnower =
  ({ secret }: PackSources) =>
  (person: Known) =>
    secret.knowers.some(({ name, personId }) =>
      personId && person.personId ? personId === person.personId : name === person.name,
    )

const agreements = (sources: PackSources): Block[] => {
  const known = sources.people.filter(isKnower(sources))
  return [
    table(
      [
        ['姓名', 14],
        ['约定', 22],
        ['签署与到期', 26],
        ['原件或者确认件', 38],
      ],
      known.flatMap(({ name, agreements }) =>
        agreements.map(({ kind, signedOn, expiresOn, paperAt, paper }) => [
          name,
          zh(agreementKinds[kind]),
          `${signedOn ? `${signedOn} 签署` : '未签署'}${expiresOn ? `，${expiresOn} 到期` : ''}`,
          paper ? (signedOn ? `在平台上确认，SHA-256 ${paper.digest}` : '已发给本人，待确认') : paperAt || unfilled,
        ]),
      ),
      '知情人没有登记的协议或者承诺。',
    ),
    table(
      [
        ['姓名', 14],
        ['培训', 46],
        ['日期', 20],
        ['结果', 20],
      ],
      known.flatMap(({ name, training }) =>
        training.map(({ course, on, passed, result }) => [
          name,
          course,
          on,
          `${passed ? '通过' : '未通过'}${result ? `（${result.score} 分）` : ''}`,
        ]),
      ),
      '知情人没有登记的培训。',
    ),
  ]
}

const carriers = ({ carriers }: TradeSecret): Block[] => [
  table(
    [
      ['载体', 34],
      ['存放', 30],
      ['保管人', 18],
      ['标密', 18],
    ],
    carriers.map(({ what, where, keeper, marked }) => [
      what,
      where || unfilled,
      keeper || unfilled,
      marked ? '已标' : '未标',
    ]),
    '没有登记载体。',
  ),
]

const deposits = ({ secret, receipts }: PackSources): Block[] => [
  table(
    [
      ['日期', 14],
      ['阶段', 10],
      ['名称', 26],
      ['存证编号', 34],
      ['凭证', 16],
    ],
    secret.deposits
      .toSorted((a, b) => (a.on < b.on ? -1 : 1))
      .map(({ requestId, label, stage, on, elsewhere }) => [
        on,
        zh(stages[stage]),
        label,
        requestId,
        receipts.some((one) => one.requestId === requestId && one.enclosed)
          ? '附后'
          : elsewhere
            ? `存于${elsewhere}`
            : '未附',
      ]),
    '没有登记存证。',
  ),
]

/** What was recorded when somebody who knew it left, word for word, so that its digest can be taken again. */
const closeOuts = (sources: PackSources): PackPaper[] =>
  sources.people
    .filter(isKnower(sources))
    .flatMap(({ name, closeOuts }) =>
      closeOuts.map(({ text: record, closedAt, sha256 }) =>
        paper(5, `离职交接记录（${name}）`, [
          { kind: 'note', text: `办结于 ${inBeijing(closedAt)}；原文 SHA-256 ${sha256}` },
          ...record.split('\n').flatMap((one) => (one === '' ? [] : [line(one)])),
        ]),
      ),
    )

const access = ({ secret, record }: PackSources): Block[] => [
  line(`被投诉人：${record.accused || unfilled}`),
  line(`被诉行为发生日：${record.actedOn ?? '不详'}`),
  heading('接触途径'),
  table(
    [
      ['通过谁', 18],
      ['依据', 24],
      ['与被投诉人的关系', 32],
      ['证据', 26],
    ],
    record.access.map(({ who, factor, tie, evidence }) => [
      who,
      zh(accessFactors[factor]),
      tie || unfilled,
      evidence || unfilled,
    ]),
    '没有写明接触途径。',
  ),
  heading('登记的知情人与对外提供'),
  table(
    [
      ['时间', 24],
      ['对象', 28],
      ['情况', 48],
    ],
    [
      ...secret.knowers.map(({ name, post, since, until: end }) => [
        `${since} ${until(end)}`,
        `${name} ${post}`,
        '知悉',
      ]),
      ...secret.disclosures.map(({ to, on, what, under, returnedOn }) => [
        on,
        to,
        `提供 ${what}（${under || '无书面约定'}）${returnedOn ? `，${returnedOn} 收回` : ''}`,
      ]),
    ],
    '没有登记。',
  ),
]

function comparison({ secret, record }: PackSources): Block[] {
  const { accused, cells } = record.comparison
  return [
    heading('侵权线索'),
    text(record.signs),
    heading('被诉信息'),
    table(
      [
        ['名称', 34],
        ['发现日期', 18],
        ['来源', 48],
      ],
      accused.map(({ title, foundOn, source }) => [title, foundOn, source || unfilled]),
      '没有列出被诉信息。',
    ),
    heading('逐点比对'),
    table(
      [
        ['秘密点', 18],
        ['被诉信息', 18],
        ['结论', 16],
        ['理由', 28],
        ['证据与鉴定', 20],
      ],
      cells.map(({ pointId, accusedId, outcome, reason, evidence, opinion }) => [
        secret.points.find(({ id }) => id === pointId)?.title ?? '（已删除的秘密点）',
        accused.find(({ id }) => id === accusedId)?.title ?? '（已删除的被诉信息）',
        zh(outcomeWords[outcome]),
        reason || unfilled,
        [evidence, opinion].filter((one) => one !== '').join('；') || '无',
      ]),
      '没有比对。',
    ),
  ]
}

/** Several incidents may touch one secret; what happened is told in one order. */
const inOrder = (lines: readonly TimelineLine[]) =>
  lines.toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)))
const timeline = (lines: readonly TimelineLine[]): Block =>
  table(
    [
      ['时间', 22],
      ['记录人', 14],
      ['事项', 44],
      ['证据', 20],
    ],
    inOrder(lines).map(({ at, by, text: what, evidence, writtenAt, late }) => [
      inBeijing(at),
      by,
      late ? `${what}（${inBeijing(writtenAt)} 补记）` : what,
      evidence || '无',
    ]),
    '没有记录。',
  )

const loss = ({ loss: { basis, amountFen }, lossBasis }: PackRecord): Block[] => [
  line(`计算依据：${basis ? zh(lossBases[basis]) : '（未选择）'}`),
  line(`初算金额：${amountFen === null ? '（未填写）' : `${(amountFen / 100).toFixed(2)} 元`}`),
  text(lossBasis),
]
