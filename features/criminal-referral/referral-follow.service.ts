import type { MatterRecord, PastAct, Values } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import { systemAct } from '../proceeding/proceeding-act.service.ts'
import { kindOf, lockMatterNamed, matterNamed, recordOf } from '../proceeding/proceeding-record.service.ts'
import { ReferralFacts } from './criminal-referral.schema.ts'
import * as store from './criminal-referral.store.ts'

/** What an act of the referral does to the case it comes from. @source domain law.md §3.2, §5.2; 《行政执法机关移送涉嫌犯罪案件的规定》第十条、第十二条 */
const inTheCase: Readonly<Record<string, (act: PastAct, record: MatterRecord) => { act: string; fields: Values }>> = {
  'police-file': ({ fields }) => ({ act: 'police-filed', fields: { noticeNo: fields.noticeNo } }),
  'reject-referral': ({ fields }) => ({ act: 'referral-rejected', fields: { reason: fields.reason } }),
  'accept-refusal': declined,
  'accept-reasons': declined,
}

function declined(_act: PastAct, { acts }: MatterRecord): { act: string; fields: Values } {
  const refusal = acts.findLast(({ act }) => act === 'police-refuse')
  return { act: 'police-declined', fields: refusal ? { noticeNo: refusal.fields.noticeNo } : {} }
}

/** @param ctx - whose eyes reach the case: the office's own, or the system's */
export async function changeTheCase(ctx: Ctx, record: MatterRecord, act: PastAct): Promise<void> {
  const change = inTheCase[act.act]
  if (!change) return
  const { caseId } = ReferralFacts.parse(record.facts)
  const { act: name, fields } = change(act, record)
  await systemAct(ctx, caseId, name, fields)
}

/**
 * What was sealed or seized goes with the referral, or back to its owner; nothing stays under a measure of a case that is the
 * police's now.
 *
 * @throws Refusal `seizure-not-moved`
 * @source 《行政强制法》第二十一条; 《行政执法机关移送涉嫌犯罪案件的规定》第十二条
 */
export async function requireMoved(ctx: Ctx, id: string): Promise<void> {
  const matter = await matterNamed(ctx, id, 'criminal-referral')
  if (matter.state !== 'police-filed') return
  const { caseId } = ReferralFacts.parse(matter.facts)
  const { children } = await recordOf(ctx, await matterNamed(ctx, caseId, 'case'))
  const { machine } = kindOf(ctx, 'seizure')
  const inForce = children.filter(
    ({ kind, state }) => kind === 'seizure' && machine.procedure[state]?.['release'] !== undefined,
  )
  if (inForce.length > 0) throw new Refusal('seizure-not-moved', { count: inForce.length })
}

/** Acts of the office that the bodies in the matter are told of. */
const toldOutside: readonly string[] = [
  'send',
  'supply',
  'confirm-forwarding',
  'copy-to-procuratorate',
  'request-reconsideration',
  'request-supervision',
  'accept-refusal',
  'hand-over',
  'receive',
  'note-decision',
  'answer',
]

const outside: readonly string[] = ['police', 'procuratorate']
const outsideBodies: readonly string[] = ['public-security', 'procuratorate']

/** The job that does what somebody's own eyes do not reach: an act asks for it in its own transaction. */
export const followJob = 'criminal-referral:follow'

/** Whoever has to learn of this act does, once it is kept. */
export async function followLater(ctx: Ctx, { id }: MatterRecord, { act, seq }: PastAct): Promise<void> {
  const fromOutside = outsideBodies.includes(ctx.actor.organisation?.kind ?? '')
  if (fromOutside || toldOutside.includes(act)) await enqueue(ctx.db, followJob, { matterId: id, seq })
}

/**
 * After the act of somebody whose own eyes do not reach that far: the case is changed, and who has to know is told.
 *
 * @param ctx - the system's own
 */
export async function followAct(ctx: Ctx, matterId: string, seq: number): Promise<void> {
  const done = await store.actRow(ctx, matterId, seq)
  const matter = await lockMatterNamed(ctx, matterId, done.kind)
  const record = await recordOf(ctx, matter)
  const act = record.acts.find((one) => one.seq === seq)
  if (!act) return
  const fromOutside = outside.includes(done.capacity)
  if (fromOutside) await changeTheCase(ctx, record, act)
  const { machine, link } = kindOf(ctx, matter.kind)
  const parties = await store.partiesNow(ctx, matterId)
  const [zh, en] = machine.acts[act.act]?.words ?? machine.words
  const params = {
    title: matter.title,
    body: parties.find(({ capacity }) => capacity === done.capacity)?.name ?? '',
    sender: (await store.bodyNamed(ctx, matter.organisationId))?.name ?? '',
    act: zh,
    actEn: en,
  }
  const receivers = fromOutside
    ? await staffOf(ctx, matter, record)
    : await store.membersOf(
        ctx,
        parties.map(({ id }) => id),
        ['referral-officer'],
      )
  for (const receiver of receivers)
    await tell(ctx, {
      ...receiver,
      kind: noticeOf(matter.kind, act.act, fromOutside),
      params,
      link: link(matter.id),
      urgent: true,
    })
}

/** Of a referral its special team; of a reverse transfer whoever registers. */
function staffOf(
  ctx: Ctx,
  { kind, organisationId }: { kind: string; organisationId: string },
  { people }: MatterRecord,
) {
  if (kind === 'reverse-transfer') return store.membersOf(ctx, [organisationId], ['registrar', 'head'])
  const team = people.filter(({ capacity, until }) => capacity === 'handler' && until === null)
  return Promise.resolve(team.map(({ personId }) => ({ personId, organisationId })))
}

function noticeOf(kind: string, act: string, fromOutside: boolean): string {
  if (kind === 'reverse-transfer') {
    const arrives = act === 'transfer' || act === 'serve-opinion'
    return arrives ? 'reverse-transfer.transferred' : fromOutside ? 'reverse-transfer.noted' : 'reverse-transfer.told'
  }
  if (fromOutside) return 'criminal-referral.answered'
  return ['send', 'confirm-forwarding'].includes(act) ? 'criminal-referral.sent' : 'criminal-referral.told'
}
