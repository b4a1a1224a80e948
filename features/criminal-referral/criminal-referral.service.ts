import type { Service } from '../../core/contract.ts'
import type { FormFacts } from '../../core/form-facts.ts'
import type { MatterRecord, PastAct, Values } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { ActInput } from '../proceeding/proceeding.contract.ts'
import { actService, doAct, openMatter } from '../proceeding/proceeding-act.service.ts'
import { formFactsOf } from '../proceeding/proceeding-facts.service.ts'
import { handingOver, type referralActContract, type referralContract } from './criminal-referral.contract.ts'
import { referralMachine } from './criminal-referral.rules.ts'
import { crimes, ReferralFacts } from './criminal-referral.schema.ts'
import * as store from './criminal-referral.store.ts'
import { deliver } from './referral-delivery.service.ts'
import { changeTheCase, followLater, requireMoved } from './referral-follow.service.ts'
import { PacketDraft } from './referral-packet.schema.ts'
import { packetService, requireSealed } from './referral-packet.service.ts'

export type NewReferral = {
  readonly facts: ReferralFacts
  readonly title: string
  /** Whoever handles the case; they form the special team next. */
  readonly handlers: readonly string[]
  readonly threshold: 'crime' | 'suspicion'
  readonly reason: string
  readonly on: string
}

/**
 * Opens a referral from a case, with its threshold, in the transaction of the case's own act. What becomes of it comes back to
 * the case as its acts `referral-rejected`, `police-filed` and `police-declined`.
 */
export async function openReferral(ctx: Ctx, given: NewReferral): Promise<{ id: string; number: string | null }> {
  const { facts, title, handlers, threshold, reason, on } = given
  const opened = await openMatter(ctx, 'criminal-referral', {
    title,
    facts: ReferralFacts.parse(facts),
    openedOn: on,
    parentId: facts.caseId,
    people: handlers.map((personId) => ({ personId, capacity: 'handler' })),
  })
  await doAct(ctx, 'criminal-referral', 'suspect-crime', {
    id: opened.id,
    seq: 0,
    on,
    fields: { threshold, reason },
  })
  return opened
}

/** What stands in the way of an act beyond the record of the referral itself. */
const requiredBefore: Readonly<Record<string, (ctx: Ctx, id: string) => Promise<void>>> = {
  ...Object.fromEntries(handingOver.map((act) => [act, requireSealed])),
  'hand-over': requireMoved,
}

export const referralActService: Service<typeof referralActContract, Ctx> = Object.fromEntries(
  Object.entries(actService(referralMachine)).map(([act, perform]) => [
    act,
    async (ctx: Ctx, input: unknown) => {
      await requiredBefore[act]?.(ctx, ActInput.parse(input).id)
      return perform(ctx, input)
    },
  ]),
)

export const referralService: Service<typeof referralContract, Ctx> = {
  ...packetService,
  async openReverse(ctx, { title, on }) {
    if (on > ctx.today.toString()) throw new Refusal('day-in-future')
    return { id: await store.openReverseTransfer(ctx, title, on) }
  },
}

/** After each act: the deliveries, the case, and, where somebody's eyes do not reach that far, the job that does the rest. */
async function afterReferral(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  await deliver(ctx, record, done)
  if (ctx.actor.organisation?.kind === 'office') await changeTheCase(ctx, record, done)
  await followLater(ctx, record, done)
}

/** How the office came to refer it stays with the office; what it asks of the procuratorate is between the two. */
const within: readonly string[] = [
  'suspect-crime',
  'form-team',
  'replace-team',
  'report',
  'approve-referral',
  'reject-referral',
  'freeze-packet',
]

export const referralKind: MatterKind = {
  machine: referralMachine,
  link: (id) => `/app/referrals/${id}`,
  series: 'criminal-referral',
  formFacts,
  shownTo: (body, act) => !within.includes(act) && !(body === 'public-security' && act === 'request-supervision'),
  after: afterReferral,
}

/** What forms 5, 6 and 24 of a referral are filled from. @source law/forms/05.yaml, 06.yaml, 24.yaml */
async function formFacts(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const { caseNumber, caseName, party } = ReferralFacts.parse(record.facts)
  const latest = (...names: string[]): Values => record.acts.findLast(({ act }) => names.includes(act))?.fields ?? {}
  const report = latest('report')
  const drafts = await store.packetsOf(ctx, record.id)
  const draft = PacketDraft.parse(drafts.at(-1)?.draft ?? {})
  const copied = latest('copy-to-procuratorate')
  return {
    ...(await formFactsOf(ctx, record)),
    caseName,
    ...(caseNumber !== null && { caseNo: caseNumber }),
    ...Object.fromEntries(Object.entries(party).map(([key, value]) => [`party.${key}`, value])),
    ...some('police.name', draft.receiver),
    ...some('procuratorate.name', await nameIn(ctx, copied)),
    ...some('referral.facts', report.facts),
    ...some('referral.basis', report.basis),
    ...some('referral.crime', listed(report.crimes).map(crimeName).join('、')),
    ...some('referral.amounts', draft.report.amounts),
    ...some('handover.on', latest('police-file').receivedOn),
    attachments: [
      ...['涉嫌犯罪案件移送书', '调查报告', '涉案物品清单', '检验报告、鉴定结论', '其他材料'],
      ...draft.items.map(({ title }) => title),
    ].map((name, at) => ({ n: String(at + 1), name, count: '1份' })),
    items: draft.objects.rows.map((row, at) => ({ n: String(at + 1), ...row })),
  }
}

const some = (key: string, value: unknown): FormFacts =>
  typeof value === 'string' && value.trim() !== '' ? { [key]: value } : {}
const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const crimeName = (crime: string): string => {
  const found = Object.entries(crimes).find(([id]) => id === crime)
  return found ? say(found[1], 'zh-CN') : crime
}

async function nameIn(ctx: Ctx, { procuratorate, procuratorateName }: Values): Promise<string> {
  const body = typeof procuratorate === 'string' ? await store.bodyNamed(ctx, procuratorate) : null
  return body?.name ?? String(procuratorateName ?? '')
}
