import { say } from '../../core/words.ts'
import { utf8 } from '../../evidence/bytes.ts'
import type { TimelineLine } from '../emergency/incident.rules.ts'
import { measureWords, stages, type TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { agreementKinds, type ClearedPerson } from '../workforce/workforce.schema.ts'
import type { PieceGiven } from './pack-verify.rules.ts'
import { outcomeWords, type PackRecord } from './proof-pack.schema.ts'

export type PackSources = {
  readonly organisation: string
  readonly secret: TradeSecret
  readonly record: PackRecord
  readonly people: readonly ClearedPerson[]
  readonly timeline: readonly TimelineLine[]
}

/**
 * The documents of a pack, each in the part of the complaint it belongs to, out of what the firm registered. People appear only where they
 * know this secret, and with what shows that they were bound and told.
 */
export function piecesOf(sources: PackSources): readonly PieceGiven[] {
  const { secret, record } = sources
  return [
    piece(1, '权属说明', ownership(sources)),
    piece(2, '秘密点说明', points(secret)),
    piece(3, '秘密性说明', [secret.secrecyBasis || '（未填写）']),
    piece(4, '商业价值说明', [secret.valueBasis || '（未填写）']),
    piece(5, '保密措施', measures(secret)),
    piece(5, '知悉范围与告知', knowers(secret)),
    piece(5, '约定与培训', agreements(sources)),
    piece(5, '存证与版本链', deposits(secret)),
    piece(6, '接触可能', access(sources)),
    piece(7, '侵权线索与比对', comparison(sources)),
    ...(sources.timeline.length > 0 ? [piece(7, '处置时间线', timeline(sources.timeline))] : []),
    piece(8, '损失或者获利初算', [record.lossBasis || '（未填写）']),
  ]
}

const chinese = (pair: readonly [string, string]) => say(pair, 'zh-CN')
const piece = (part: PieceGiven['part'], title: string, lines: readonly string[]): PieceGiven => ({
  part,
  title,
  name: `${String(part).padStart(2, '0')}-${title}.txt`,
  bytes: utf8(`${title}\n\n${lines.join('\n')}\n`),
})

const ownership = ({ organisation, secret }: PackSources) => [
  `权利人：${organisation}`,
  `秘密：${secret.number} ${secret.name}`,
  `形成日期：${secret.formedOn}`,
  `形成人：${secret.creators.join('、') || '（未填写）'}`,
]

const points = ({ points }: TradeSecret) =>
  points.length === 0
    ? ['（没有登记秘密点）']
    : points.flatMap(({ title, versions, derivedFromPublic, increment, lockedOn, lockReason }, at) => [
        `${at + 1}. ${title}${lockedOn ? `（${lockedOn} 锁定：${lockReason}）` : '（未锁定）'}`,
        ...versions.map(({ on, by, text }, n) => `   第 ${n + 1} 版，${on}，${by}：${text}`),
        ...(derivedFromPublic ? [`   由公开信息加工形成，新增：${increment || '（未填写）'}`] : []),
      ])

const measures = ({ measures }: TradeSecret) =>
  measures.map(
    ({ code, what, since, until, evidence }) =>
      `${chinese(measureWords[code])}：${what}（${since} 起${until ? `至 ${until}` : ''}）；证据：${evidence || '（未填写）'}`,
  )

const knowers = ({ knowers }: TradeSecret) =>
  knowers.map(
    ({ name, post, since, until, notice }) =>
      `${name} ${post}，${since} 起${until ? `至 ${until}` : ''}；告知：${
        notice
          ? `${notice.sentOn} 发出${notice.acknowledgedOn ? `，${notice.acknowledgedOn} 签收` : '，未签收'}${notice.digest ? `，SHA-256 ${notice.digest}` : ''}`
          : '无'
      }`,
  )

const isKnower =
  ({ secret }: PackSources) =>
  (person: ClearedPerson) =>
    secret.knowers.some(({ name, personId }) =>
      personId && person.personId ? personId === person.personId : name === person.name,
    )

const agreements = (sources: PackSources) =>
  sources.people
    .filter(isKnower(sources))
    .flatMap(({ name, agreements, training }) => [
      ...agreements.map(
        ({ kind, signedOn, expiresOn, paperAt }) =>
          `${name}：${chinese(agreementKinds[kind])}，${signedOn ? `${signedOn} 签署` : '未签署'}${expiresOn ? `，${expiresOn} 到期` : ''}；原件：${paperAt || '（未填写）'}`,
      ),
      ...training.map(({ course, on, passed }) => `${name}：培训《${course}》，${on}，${passed ? '通过' : '未通过'}`),
    ])

const deposits = ({ deposits }: TradeSecret) =>
  deposits.map(({ requestId, label, stage, on }) => `${on} ${chinese(stages[stage])} ${label}：存证编号 ${requestId}`)

const access = ({ secret, record }: PackSources) => [
  `被投诉人：${record.accused || '（未填写）'}`,
  `被诉行为发生日：${record.actedOn ?? '（不详）'}`,
  ...secret.knowers.map(({ name, post, since, until }) => `曾知悉：${name} ${post}，${since}—${until ?? '至今'}`),
  ...secret.disclosures.map(
    ({ to, on, what, under }) => `曾提供：${on} 向 ${to} 提供 ${what}（${under || '无书面约定'}）`,
  ),
]

function comparison({ secret, record }: PackSources): string[] {
  const { accused, cells } = record.comparison
  return [
    record.signs || '（未填写线索）',
    ...accused.map(({ title, foundOn, source }) => `被诉信息：${title}，${foundOn} 发现，${source}`),
    ...cells.map(({ pointId, accusedId, outcome, reason, evidence, opinion }) => {
      const point = secret.points.find(({ id }) => id === pointId)?.title ?? pointId
      const info = accused.find(({ id }) => id === accusedId)?.title ?? accusedId
      return `“${point}”与“${info}”：${chinese(outcomeWords[outcome])}。理由：${reason}。证据：${evidence || '无'}。鉴定：${opinion || '无'}。`
    }),
  ]
}

const timeline = (lines: readonly TimelineLine[]) =>
  lines.map(({ at, by, text, evidence }) => `${at} ${by}：${text}${evidence ? `（${evidence}）` : ''}`)
