import type { Contract } from '../core/contract.ts'
import type { Role } from '../core/permission.ts'
import type { Machine, Values } from '../core/proceeding.ts'
import { caseActs, caseContract, preservationActs, seizureActs } from '../features/case/case.contract.ts'
import { caseMachine } from '../features/case/case.rules.ts'
import { openCase } from '../features/case/case.service.ts'
import { preservationMachine } from '../features/case/preservation.rules.ts'
import { seizureMachine } from '../features/case/seizure.rules.ts'
import { ClueFacts } from '../features/clue/clue.schema.ts'
import { documentContract } from '../features/document/document.contract.ts'
import { proceedingContract } from '../features/proceeding/proceeding.contract.ts'
import { asSystem } from '../platform/database/database.ts'
import { systemCtx } from '../platform/system-ctx.ts'
import { aMember, anAttachment, type Member } from './builders.ts'
import type { Answer, TestHouse } from './harness.ts'
import { filledIn } from './walk.ts'

/** Everybody whom a case needs, in one office. */
export type CaseTeam = Readonly<
  Record<'handler' | 'other' | 'reviewer' | 'presider' | 'head' | 'principal', Member> & {
    office: Member['organisation']
  }
>

export async function aCaseTeam(test: TestHouse): Promise<CaseTeam> {
  const head = await aMember(test, 'office', 'head')
  const office = head.organisation
  const join = async (role: Role, name: string) => {
    const member = await aMember(test, 'office', role, office)
    await test.owner.updateTable('person').set({ name }).where('id', '=', member.person.id).execute()
    return { ...member, person: { ...member.person, name } }
  }
  return {
    office,
    head,
    handler: await join('case-handler', '虚构赵承办'),
    other: await join('case-handler', '虚构钱协办'),
    reviewer: await join('case-reviewer', '虚构孙审核'),
    presider: await join('case-handler', '虚构李主持'),
    principal: await join('principal', '虚构周局长'),
  }
}

export const partyFacts = { partyName: '虚构江北乙精密机械有限公司', partyType: 'organisation' } as const

/** A fictitious case, opened as a filed clue opens it, in the hands of two handlers of the team. */
export async function aCase(
  test: TestHouse,
  given: { team?: CaseTeam; openedOn?: string; facts?: Values } = {},
): Promise<CaseFile> {
  const team = given.team ?? (await aCaseTeam(test))
  const openedOn = given.openedOn ?? '2026-03-02'
  moveTo(test, openedOn)
  const clue = await test.owner
    .insertInto('proceeding')
    .values({
      kind: 'clue',
      title: '虚构线索',
      state: 'filed',
      organisationId: team.office.id,
      openedOn,
      facts: JSON.stringify(ClueFacts.parse({ source: 'complaint', title: '虚构线索' })),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { database, world } = test.house
  const { id, number } = await asSystem(database, (db) =>
    openCase(systemCtx({ db, world, now: test.clock.now }), {
      clueId: clue.id,
      title: '虚构江北乙精密机械有限公司涉嫌侵犯商业秘密案',
      facts: { source: 'complaint', receivedOn: openedOn, ...partyFacts, ...given.facts },
      handlers: [team.handler.person.id, team.other.person.id],
      openedOn,
      organisationId: team.office.id,
    }),
  )
  return new CaseFile(test, team, { id, number, machine: caseMachine, contract: caseActs })
}

/** Ten in the morning of this day, where the district lies. */
function moveTo(test: TestHouse, day: string): void {
  test.clock.set(`${day}T02:00:00Z`)
}

type Done = { id: string; state: string; seq: number; proposalId: string | null }
export type Doing = {
  /** The day on which it is done; the clock of the house moves there. Today, unless given. */
  readonly on?: string
  readonly at?: string
  readonly fields?: Values
  readonly by?: Member
}

/** A matter as the people of its office work on it: every step through the doors. */
export class CaseFile {
  readonly test: TestHouse
  readonly team: CaseTeam
  readonly id: string
  readonly number: string | null
  readonly #machine: Machine
  readonly #contract: Contract

  constructor(
    test: TestHouse,
    team: CaseTeam,
    matter: { id: string; number: string | null; machine: Machine; contract: Contract },
  ) {
    this.test = test
    this.team = team
    this.id = matter.id
    this.number = matter.number
    this.#machine = matter.machine
    this.#contract = matter.contract
  }

  get today(): string {
    return this.test.clock.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  }

  async view(by: Member = this.team.handler) {
    return (await by.caller.call(proceedingContract.read, { id: this.id })).body
  }

  async state(): Promise<string> {
    return (await this.view()).matter.state
  }

  /** What the door answers; required fields that are not given are filled with something that fits. */
  async attempt(act: string, { on, at, fields = {}, by }: Doing = {}): Promise<Answer<Done>> {
    if (on) moveTo(this.test, on)
    const door = this.#contract[act]
    const spec = this.#machine.acts[act]
    if (!door || !spec) throw new RangeError(`${this.#machine.kind} has no door ${act}`)
    const { timeline } = await this.view()
    const filled = filledIn(spec, this.today, fields, [this.team.handler.person.id, this.team.other.person.id])
    for (const [key, { kind }] of Object.entries(spec.fields))
      if (fields[key] === undefined && filled[key] !== undefined) {
        if (kind === 'person') Object.assign(filled, { [key]: this.team.reviewer.person.id })
        if (kind === 'attachments')
          Object.assign(filled, { [key]: [await anAttachment(this.team.handler, '虚构.txt', '虚构')] })
      }
    const answer = await (by ?? this.#usually(act)).caller.call(door, {
      id: this.id,
      seq: timeline.length,
      on: this.today,
      ...(at && { at }),
      fields: filled,
    })
    return answer as Answer<Done>
  }

  /** Done, and approved where it must be. */
  async done(act: string, doing: Doing = {}): Promise<Done> {
    const { status, body, refusal } = await this.attempt(act, doing)
    if (status !== 200) throw new Error(`${act}: ${JSON.stringify(refusal)}`)
    if (body.proposalId === null) return body
    const approved = await this.approve(
      body.proposalId,
      this.#machine.acts[act]?.approval === 'head' ? 'head' : 'principal',
    )
    if (approved.status !== 200) throw new Error(`approval of ${act}: ${JSON.stringify(approved.refusal)}`)
    return approved.body
  }

  approve(proposalId: string, by: 'head' | 'principal' = 'head') {
    return this.team[by].caller.call(proceedingContract.decide, {
      id: proposalId,
      decision: 'approve',
      opinion: '同意。',
    })
  }

  async documents() {
    const { body } = await this.team.handler.caller.call(documentContract.list, { proceedingId: this.id })
    return body.documents
  }

  /** A form drawn up by hand and issued, about the latest issue of another where that is given. @returns its number */
  async issue(form: number, more: { about?: number; changed?: Record<string, string>; by?: Member } = {}) {
    const about =
      more.about && (await this.documents()).findLast((one) => one.form === more.about && one.state === 'issued')
    const { handler } = this.team
    const draft = await handler.caller.call(documentContract.draft, {
      proceedingId: this.id,
      form,
      ...(about && { aboutId: about.id }),
    })
    if (draft.status !== 200) throw new Error(`draft of form ${form}: ${JSON.stringify(draft.refusal)}`)
    const { id } = draft.body
    if (more.changed)
      await handler.caller.call(documentContract.edit, { id, base: 1, changed: more.changed, confidential: false })
    const base = more.changed ? 2 : 1
    const issued = await (more.by ?? handler).caller.call(documentContract.issue, { id, base })
    if (issued.status !== 200) throw new Error(`issue of form ${form}: ${JSON.stringify(issued.refusal)}`)
    return issued.body.number ?? ''
  }

  async preservation(): Promise<CaseFile> {
    const { body } = await this.team.handler.caller.call(caseContract.openPreservation, { id: this.id })
    return new CaseFile(this.test, this.team, { ...body, machine: preservationMachine, contract: preservationActs })
  }

  async seizure(): Promise<CaseFile> {
    const { body } = await this.team.handler.caller.call(caseContract.openSeizure, { id: this.id })
    return new CaseFile(this.test, this.team, { ...body, machine: seizureMachine, contract: seizureActs })
  }

  /** Whoever does this act as a rule. */
  #usually(act: string): Member {
    const [capacity] = this.#machine.acts[act]?.by ?? []
    if (capacity === 'head' || capacity === 'reviewer' || capacity === 'presider') return this.team[capacity]
    return this.team.handler
  }
}
