import type { Service } from '../../core/contract.ts'
import type { Capacity, MatterRecord, PastAct, Values } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { openReferral } from '../criminal-referral/criminal-referral.service.ts'
import { issueForm } from '../document/document.service.ts'
import { lawOf } from '../law/law.service.ts'
import { openMatter, systemAct } from '../proceeding/proceeding-act.service.ts'
import { matterNamed, recordOf } from '../proceeding/proceeding-record.service.ts'
import type { caseContract } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import { caseFormFacts, measureFormFacts } from './case-forms.service.ts'
import { currently, latest, listed, partyOf } from './case-law.rules.ts'
import { proposedText, publishedDifferences } from './case-publication.rules.ts'
import { penaltyHelp } from './penalty-help.rules.ts'
import { preservationMachine } from './preservation.rules.ts'
import { decisionsOf, followPublication } from './published-decision.service.ts'
import { seizureMachine } from './seizure.rules.ts'

export type NewCase = {
  readonly clueId: string
  readonly title: string
  /** What the clue knows of the party and of the grounds of its filing; `partyOf` and the forms read it. */
  readonly facts: Values
  readonly handlers: readonly string[]
  /** The day of filing, from which the ninety days run. */
  readonly openedOn: string
  /** The body whose case it is; the one acted for unless given. */
  readonly organisationId?: string
}

/**
 * Opens the case that a filed clue becomes, and puts it into the hands of those who were named at filing.
 *
 * @source 《市场监督管理行政处罚程序规定》第十九条、第六十四条
 */
export async function openCase(ctx: Ctx, given: NewCase): Promise<{ id: string; number: string | null }> {
  const { clueId, facts, handlers, ...matter } = given
  const opened = await openMatter(ctx, 'case', { ...matter, facts: { ...facts, clueId }, parentId: clueId })
  await systemAct(ctx, opened.id, 'assign-handlers', { handlers: [...handlers], filedOn: given.openedOn })
  return opened
}

export const caseService: Service<typeof caseContract, Ctx> = {
  openPreservation: (ctx, { id }) => openMeasure(ctx, id, 'preservation'),

  openSeizure: (ctx, { id }) => openMeasure(ctx, id, 'seizure'),

  async penaltyHelp(ctx, { id }) {
    const record = await caseRecord(ctx, id)
    return penaltyHelp(record, await lawOf(ctx), ctx.world.calendar)
  },

  async publication(ctx, { id }) {
    const record = await caseRecord(ctx, id)
    const [decided, published] = [latest(record, 'decide'), latest(record, 'publish')]
    return {
      proposal: decided ? proposedText(record) : null,
      differences: decided && published ? [...publishedDifferences(decided.fields, published.fields)] : [],
      publications: await decisionsOf(ctx, id),
    }
  },
}

const caseRecord = async (ctx: Ctx, id: string) => recordOf(ctx, await matterNamed(ctx, id, 'case'))

/** A measure against evidence or property: a matter of its own under the case, in the hands of the same people. */
async function openMeasure(ctx: Ctx, caseId: string, kind: 'preservation' | 'seizure') {
  const record = await caseRecord(ctx, caseId)
  const handlers = currently(record, 'handler')
  if (!handlers.includes(actingPerson(ctx))) throw new Refusal('not-yours-to-do')
  if (record.state !== 'investigating') throw new Refusal('case-not-under-investigation')
  const { name, type, idNo, legalRep, address, phone } = partyOf(record)
  const machine = kind === 'seizure' ? seizureMachine : preservationMachine
  return openMatter(ctx, kind, {
    title: `${machine.words[0]}（${name}）`,
    facts: { caseId, partyName: name, partyType: type, idNo, legalRep, address, phone },
    openedOn: ctx.today.toString(),
    parentId: caseId,
    people: handlers.map((personId) => ({ personId, capacity: 'handler' as Capacity })),
  })
}

/** What follows from an act on a case, in the act's own transaction. */
async function after(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  if (done.act === 'replace-handlers' || done.act === 'recuse') await handOn(ctx, record, listed(done.fields.handlers))
  if (done.act === 'refer-crime') await refer(ctx, record, done)
  if (done.act === 'archive') await bindVolumes(ctx, record)
  await followPublication(ctx, record, done)
}

/** Whoever handles the case handles its measures. */
async function handOn(ctx: Ctx, { children }: MatterRecord, handlers: readonly string[]): Promise<void> {
  for (const child of children) {
    const machine = measures.find(({ kind }) => kind === child.kind)
    if (machine && !(machine.final as readonly string[]).includes(child.state))
      await systemAct(ctx, child.id, 'replace-handlers', { handlers: [...handlers] })
  }
}
const measures = [preservationMachine, seizureMachine] as const

/** The referral is a matter of its own; what becomes of it comes back as acts of the case. */
async function refer(ctx: Ctx, record: MatterRecord, { on, fields }: PastAct): Promise<void> {
  const { number, title } = await matterNamed(ctx, record.id, 'case')
  await openReferral(ctx, {
    facts: { caseId: record.id, caseNumber: number, caseName: title, party: partyOf(record) },
    title: `${title}（涉嫌犯罪移送）`,
    handlers: currently(record, 'handler'),
    threshold: fields.threshold === 'crime' ? 'crime' : 'suspicion',
    reason: String(fields.reason),
    on,
  })
}

/** Cover, table of papers and notes of both volumes. @source 《市场监督管理行政处罚程序规定》第七十八条 */
async function bindVolumes(ctx: Ctx, record: MatterRecord): Promise<void> {
  const facts = await caseFormFacts(ctx, record)
  for (const volume of ['main', 'side'] as const)
    for (const form of [54, 55, 56]) await issueForm(ctx, { proceedingId: record.id, form, facts, volume })
}

export const caseKinds: readonly MatterKind[] = [
  { machine: caseMachine, link: (id) => `/app/cases/${id}`, series: 'case', formFacts: caseFormFacts, after },
  {
    machine: preservationMachine,
    link: (id) => `/app/preservations/${id}`,
    series: 'preservation',
    formFacts: measureFormFacts(preservationMachine),
  },
  {
    machine: seizureMachine,
    link: (id) => `/app/seizures/${id}`,
    series: 'seizure',
    formFacts: measureFormFacts(seizureMachine),
  },
]
