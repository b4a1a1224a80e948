import type { Service } from '../../core/contract.ts'
import type { FormFacts } from '../../core/form-facts.ts'
import type { Capacity, MatterRecord, PastAct, Values } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { lawOf } from '../law/law.service.ts'
import { formFactsOf, matterNamed, openMatter, recordOf, systemAct } from '../proceeding/proceeding.service.ts'
import type { caseContract } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import { currently, listed, partyOf } from './case-law.rules.ts'
import { penaltyHelp } from './penalty-help.rules.ts'
import { preservationMachine } from './preservation.rules.ts'
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
 * @source 《市场监督管理行政处罚程序规定》第十九条第二款、第六十四条
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

/** What the forms of a case and of its measures say of the party, beside what the acts said. */
async function formFacts(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const party = Object.entries(partyOf(record)).filter(([, text]) => text !== '')
  return {
    ...(await formFactsOf(ctx, record)),
    ...Object.fromEntries(party.map(([key, text]) => [`party.${key}`, text])),
  }
}

/** Whoever handles the case handles its measures. */
async function follow(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  if (done.act !== 'replace-handlers' && done.act !== 'recuse') return
  for (const child of record.children) {
    const machine = [preservationMachine, seizureMachine].find(({ kind }) => kind === child.kind)
    if (machine && !(machine.final as readonly string[]).includes(child.state))
      await systemAct(ctx, child.id, 'replace-handlers', { handlers: listed(done.fields.handlers) })
  }
}

export const caseKinds: readonly MatterKind[] = [
  { machine: caseMachine, link: (id) => `/app/cases/${id}`, series: 'case', formFacts, after: follow },
  { machine: preservationMachine, link: (id) => `/app/preservations/${id}`, series: 'preservation', formFacts },
  { machine: seizureMachine, link: (id) => `/app/seizures/${id}`, series: 'seizure', formFacts },
]
