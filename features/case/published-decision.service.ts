import { duePeriod, periodFrom } from '../../core/period.ts'
import type { MatterRecord, PastAct } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import { lawOf } from '../law/law.service.ts'
import { hideDocument, indexDocument } from '../publication/search.service.ts'
import { latest } from './case-law.rules.ts'
import * as store from './published-decision.store.ts'

/**
 * What an act does to what the public reads: the masked text appears, is taken back with its reasons, or ends. The text as it
 * was served never leaves the record.
 *
 * @source 《市场监督管理行政处罚信息公示规定》第八条、第九条、第十一条、第十三条; 《市场监督管理行政处罚程序规定》第六十三条
 */
export async function followPublication(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  if (done.act === 'publish') await show(ctx, record, done)
  if (done.act !== 'withdraw-publication' && done.act !== 'end-publication') return
  const shown = await store.findShown(ctx, record.id)
  if (!shown) return
  if (done.act === 'end-publication') await store.endDecision(ctx, shown.id, done.on)
  else await store.withdrawDecision(ctx, shown.id, done.on, text(done.fields.reason))
  await hideDocument(ctx, 'decision', shown.id)
}

async function show(ctx: Ctx, record: MatterRecord, { on, fields }: PastAct): Promise<void> {
  const agency = await store.agencyOf(ctx, record.id)
  const number = record.documents.findLast(({ form }) => form === decisionForm)?.number ?? ''
  const shown = { party: text(fields.party), facts: text(fields.facts), content: text(fields.content) }
  const { id } = await store.addDecision(ctx, {
    ...shown,
    proceedingId: record.id,
    agency,
    number,
    decidedOn: latest(record, 'decide')?.on ?? on,
    publishedOn: on,
    until: await lastDay(ctx, on),
  })
  await indexDocument(ctx, {
    kind: 'decision',
    ref: id,
    url: `/decisions/${id}`,
    title: `${shown.party} ${number}`.trim(),
    plain: [agency, number, shown.facts, shown.content].join('\n'),
    updatedAt: ctx.now.toString(),
  })
}

/** Three years from the day of publication (T-17); where no calendar reaches that far, the day before any rolling on. */
async function lastDay(ctx: Ctx, publishedOn: string): Promise<string> {
  const law = await lawOf(ctx)
  const period = periodFrom(law.period('T-17'), Temporal.PlainDate.from(publishedOn))
  const { due, notBefore } = duePeriod(period, ctx.world.calendar, law.counting)
  const last = due ?? notBefore
  if (last === null) throw new RangeError('T-17 has no length')
  return last.toString()
}

/** 行政处罚决定书 */
const decisionForm = 45

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What ended by law meanwhile is ended in the record too, however long the machine was off. */
export const endedByLaw = (ctx: Ctx) => store.decisionsOver(ctx, ctx.today.toString())

export const decisionsOf = store.decisionsOf
export const listDecisions = store.listDecisions
export const countDecisions = store.countDecisions
export const findDecision = store.findDecision
