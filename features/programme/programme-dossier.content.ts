import { type Pair, say } from '../../core/words.ts'
import { safeEntryName } from '../../platform/documents/archive.ts'
import type { Block, OfficialDocument } from '../../platform/documents/official-document.ts'
import type { SheetContent } from '../../platform/documents/workbook.ts'
import type { JobCtx } from '../../platform/jobs.ts'
import { itemsOf, type Programme } from './programme.schema.ts'
import { markWords, outcomeKindWords } from './programme-kind.words.ts'
import type { Outcome } from './programme-outcome.schema.ts'
import * as outcomeStore from './programme-outcome.store.ts'
import type { TargetView } from './programme-target.schema.ts'
import { targetsAsOf } from './programme-target.service.ts'
import { presentVersion } from './programme-version.service.ts'

/** What goes into an evaluation dossier (验收档案): task → measure → attestation with its day → outcome → target. Our own order 【拟】. */
export type Collected = {
  readonly programme: Programme
  readonly version: number
  readonly outcomes: readonly Outcome[]
  readonly targets: readonly TargetView[]
  readonly attachments: readonly { outcomeId: string; path: string; sha256: string; sizeBytes: number }[]
}

export async function collectDossier(ctx: JobCtx): Promise<Collected> {
  const { document: programme, number: version } = await presentVersion(ctx)
  const outcomes = (await outcomeStore.listOutcomes(ctx, {}, { limit: 100_000 })).filter(
    ({ state }) => state === 'recorded',
  )
  const order = itemsOf(programme).map(({ item }) => item.id)
  outcomes.sort((a, b) => order.indexOf(a.itemId) - order.indexOf(b.itemId) || a.happenedOn.localeCompare(b.happenedOn))
  const rows = await outcomeStore.attachmentsOfOutcomes(
    ctx,
    outcomes.map(({ id }) => id),
  )
  const attachments = outcomes.flatMap((outcome, index) =>
    rows
      .filter(({ outcomeId }) => outcomeId === outcome.id)
      .map(({ name, sha256, sizeBytes }, place) => ({
        outcomeId: outcome.id,
        path: pathOf(outcome, index, place, name),
        sha256,
        sizeBytes,
      })),
  )
  return { programme, version, outcomes, targets: await targetsAsOf(ctx), attachments }
}

const number = (value: number) => String(value + 1).padStart(3, '0')
const pathOf = (outcome: Outcome, index: number, place: number, name: string) =>
  [
    '02 佐证材料',
    outcome.itemId,
    `${number(index)} ${outcome.happenedOn} ${safeEntryName(outcome.title)}`,
    `${place + 1} ${safeEntryName(name)}`,
  ].join('/')

const zh = (pair: Pair) => say(pair, 'zh-CN')
const kindOf = ({ kind }: Outcome) => zh(outcomeKindWords[kind])

export function dossierIndex({ programme, outcomes, targets, attachments }: Collected): SheetContent[] {
  const nationalTask = new Map(itemsOf(programme).map(({ measure, item }) => [item.id, { measure, item }]))
  return [
    {
      name: '成果目录',
      columns: [
        { title: '序号', width: 6, kind: 'number' },
        { title: '国家试点任务', width: 28 },
        { title: '措施', width: 28 },
        { title: '分项', width: 40 },
        { title: '成果', width: 44 },
        { title: '类别', width: 12 },
        { title: '单位', width: 28 },
        { title: '发生日期', width: 12, kind: 'day' },
        { title: '录入日期', width: 12, kind: 'day' },
        { title: '可复制推广', width: 10 },
        { title: '计入目标', width: 10 },
        { title: '佐证文件', width: 60 },
      ],
      rows: outcomes.map((outcome, index) => {
        const place = nationalTask.get(outcome.itemId)
        const files = attachments.filter(({ outcomeId }) => outcomeId === outcome.id).map(({ path }) => path)
        return [
          index + 1,
          place?.measure.nationalTask.text ?? '',
          place ? `${place.measure.ordinal}${place.measure.title}` : '',
          `${outcome.itemId} ${place?.item.title ?? ''}`,
          mark(outcome) + outcome.title,
          kindOf(outcome),
          outcome.organisation,
          outcome.happenedOn,
          outcome.recordedAt.slice(0, 10),
          outcome.replicable ? '是' : '否',
          outcome.targetId,
          files.join('\n'),
        ]
      }),
    },
    {
      name: '目标',
      columns: [
        { title: '编号', width: 6 },
        { title: '指标', width: 24 },
        { title: '目标值', width: 14 },
        { title: '分子', width: 10, kind: 'number' },
        { title: '分母', width: 10, kind: 'number' },
        { title: '百分比', width: 10, kind: 'number' },
        { title: '截至', width: 12, kind: 'day' },
        { title: '口径', width: 60 },
      ],
      rows: targets.map(({ target, numerator, denominator, percent, asOf, definition }) => [
        target.id,
        target.title,
        target.goalText,
        numerator,
        denominator,
        percent,
        asOf,
        definition?.definition ?? (target.undefinedByOffice ? `区局尚未设定：${target.undefinedByOffice}` : ''),
      ]),
    },
  ]
}

const mark = ({ fictitious, title }: Outcome) => (fictitious && !title.includes('虚构') ? '【虚构】' : '')

export function dossierReport(
  { programme, version, outcomes, targets }: Collected,
  today: Temporal.PlainDate,
): OfficialDocument {
  const { instrument, measures, phases } = programme
  return {
    title: `${instrument.district.fullName}商业秘密保护工作验收档案报告`,
    ...(outcomes.some(({ fictitious }) => fictitious) && { warning: '本报告含虚构的示例数据，不得作为实绩' }),
    blocks: [
      {
        kind: 'paragraph',
        text: `本报告由平台依据登记的记录自动汇编，截至${chineseDay(today)}，所据方案为第${version}版：${instrument.title.text}(${instrument.number.text})。每条记录均注明发生日期与录入日期；佐证材料及其 SHA-256 摘要见随附目录和清单。`,
      },
      { kind: 'note', text: '编排次序为平台缺省，非官方要求；国家试点验收指标未取得公开文本。' },
      { kind: 'heading', level: 1, text: '一、目标进度' },
      {
        kind: 'table',
        columns: [
          { title: '编号', percent: 8 },
          { title: '指标', percent: 26 },
          { title: '目标值', percent: 18 },
          { title: '现值', percent: 22 },
          { title: '口径', percent: 26 },
        ],
        rows: targets.map((view) => [
          view.target.id,
          view.target.title,
          view.target.goalText,
          standingText(view),
          view.definition?.definition ?? (view.needsDefinition ? '区局尚未设定' : '—'),
        ]),
      },
      { kind: 'heading', level: 1, text: '二、各项措施的成果' },
      ...measures.measures.flatMap((measure): Block[] => [
        { kind: 'heading', level: 2, text: `${measure.ordinal}${measure.title}` },
        { kind: 'note', text: `对应国家试点任务：${measure.nationalTask.text}` },
        ...measure.items.flatMap((item): Block[] => itemBlocks(item.id, item.title, outcomes)),
      ]),
      { kind: 'heading', level: 1, text: '三、步骤' },
      ...phases.phases.map(
        (phase): Block => ({ kind: 'paragraph', text: `${phase.title}(${phase.when}):${phase.content}。` }),
      ),
      {
        kind: 'note',
        text: `标记说明：${Object.entries(markWords)
          .map(([sign, pair]) => `【${sign}】${zh(pair)}`)
          .join(';')}。`,
      },
    ],
    signature: { name: instrument.district.fullName, day: chineseDay(today) },
  }
}

function itemBlocks(id: string, title: string, outcomes: readonly Outcome[]): Block[] {
  const own = outcomes.filter(({ itemId }) => itemId === id)
  return [
    { kind: 'heading', level: 3, text: `${id} ${title}` },
    own.length === 0
      ? { kind: 'paragraph', text: '暂无登记的成果。' }
      : {
          kind: 'table',
          columns: [
            { title: '发生日期', percent: 18 },
            { title: '成果', percent: 44 },
            { title: '类别', percent: 16 },
            { title: '单位', percent: 22 },
          ],
          rows: own.map((outcome) => [
            outcome.happenedOn,
            mark(outcome) + outcome.title + (outcome.replicable ? '（可复制推广）' : ''),
            kindOf(outcome),
            outcome.organisation,
          ]),
        },
  ]
}

function standingText({ target, numerator, denominator, percent }: TargetView): string {
  if (percent !== null) return `${percent}%(${numerator}/${denominator})`
  return target.kind === 'count' ? `${numerator}${target.unit ?? ''}` : `${numerator} 条记录`
}

const chineseDay = (day: Temporal.PlainDate) => `${day.year}年${day.month}月${day.day}日`
