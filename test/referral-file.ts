import type { z } from 'zod'
import { jobs } from '../app/worker.ts'
import type { Values } from '../core/proceeding.ts'
import { referralActContract, referralContract } from '../features/criminal-referral/criminal-referral.contract.ts'
import { referralMachine } from '../features/criminal-referral/criminal-referral.rules.ts'
import type { PacketDraft } from '../features/criminal-referral/referral-packet.schema.ts'
import { asSystem } from '../platform/database/database.ts'
import { aMember, anAttachment, type Member } from './builders.ts'
import { aCase, CaseFile, type CaseTeam } from './case-file.ts'
import { doQueued } from './clue-file.ts'
import type { TestHouse } from './harness.ts'

type Draft = z.input<typeof PacketDraft>

/** All that the five kinds of material must say. */
export const packetDraft = {
  receiver: '虚构市公安局江北区分局',
  report: {
    source: '虚构：权利人投诉。',
    course: '虚构：现场检查、询问、提取电子数据。',
    facts: '虚构：当事人以不正当手段获取涉案商业秘密。',
    amounts: '虚构：违法所得按销售台账计算，共50万元。',
    measures: '虚构：先行登记保存。',
  },
  objects: {
    rows: [{ name: '虚构图纸', spec: 'A1', quantity: '3张', place: '虚构仓库', sealNo: '无', photo: '1号' }],
  },
  appraisals: { noneBecause: '虚构：尚未鉴定。' },
  other: {
    statement: '虚构：权利人陈述见附件。',
    estimate: '虚构：损失约80万元。',
    media: [{ name: '虚构U盘', algorithm: 'SHA-256', digest: 'ab'.repeat(32) }],
  },
  items: [],
} as const satisfies Draft

/** A referral as everybody works on it: the special team, the police, the procuratorate; each through the doors. */
export class ReferralFile extends CaseFile {
  readonly case: CaseFile
  readonly police: Member
  readonly procuratorate: Member

  constructor(ofCase: CaseFile, id: string, bodies: { police: Member; procuratorate: Member }) {
    super(ofCase.test, ofCase.team, { id, number: null, machine: referralMachine, contract: referralActContract })
    this.case = ofCase
    this.police = bodies.police
    this.procuratorate = bodies.procuratorate
  }

  /** What the bodies did is followed by the worker: the case is changed, the team is told. */
  async settle(): Promise<void> {
    await doQueued(this.test, 'criminal-referral:follow')
  }

  async byPolice(act: string, fields: Values = {}, on?: string) {
    await this.done(act, { by: this.police, fields: { ...(await this.#scanOf(act)), ...fields }, ...(on && { on }) })
    await this.settle()
  }

  async byProcuratorate(act: string, fields: Values = {}, on?: string) {
    await this.done(act, { by: this.procuratorate, fields, ...(on && { on }) })
    await this.settle()
  }

  /** A receipt is the bodies' own paper. */
  async #scanOf(act: string): Promise<Values> {
    return act === 'sign-receipt' ? { scan: [await anAttachment(this.police, '回执（虚构）.txt', '虚构回执')] } : {}
  }

  /** Verified, reported, approved. */
  async approved(on?: string): Promise<void> {
    await this.done('form-team', on ? { on } : {})
    await this.done('report', { fields: { crimes: ['pc-219'], gainFen: 50_000_000, facts: packetDraft.report.facts } })
    await this.done('approve-referral', {
      by: this.team.principal,
      fields: { decidedAs: 'principal', opinion: '同意移送。' },
    })
  }

  prepare(draft: Draft = packetDraft, revision = 0) {
    return this.team.handler.caller.call(referralContract.prepare, { id: this.id, revision, draft })
  }

  async freeze(revision = 1) {
    const seq = (await this.view()).timeline.length
    return this.team.handler.caller.call(referralContract.freeze, { id: this.id, revision, seq })
  }

  /** Entered in the log, signed, and made into a ZIP. */
  async sealed(packetId: string): Promise<void> {
    // The log publishes what was entered; until then the job asks to be done again.
    await run(this.test, 'criminal-referral:seal', { packetId })
    await this.test.house.world.log.publish()
    await run(this.test, 'criminal-referral:seal', { packetId })
  }

  /** The letter is issued, the packet prepared, frozen and sealed. @returns its id */
  async packet(draft: Draft = packetDraft): Promise<string> {
    await this.prepare(draft)
    await this.issue(5, { by: this.team.head })
    const { status, body, refusal } = await this.freeze()
    if (status !== 200) throw new Error(JSON.stringify(refusal))
    await this.sealed(body.packetId)
    return body.packetId
  }

  send(fields: Values = {}) {
    return this.done('send', { fields: { channel: 'account', police: this.police.organisation.id, ...fields } })
  }

  /** From its opening to the receipt of public security. */
  async sent(): Promise<string> {
    await this.approved()
    const packetId = await this.packet()
    await this.send()
    await this.settle()
    await this.byPolice('sign-receipt', { officer: '虚构王警官' })
    return packetId
  }

  /** What the worker does every so often: periods that ran out end by themselves. */
  windClocks(): Promise<void> {
    return run(this.test, 'proceeding:clocks', {})
  }

  packets(by: Member = this.team.handler) {
    return by.caller.call(referralContract.packets, { id: this.id })
  }
}

/** One job, once, as the worker does it. */
function run(test: TestHouse, name: string, payload: object): Promise<void> {
  const { database, world } = test.house
  const job = jobs.find((one) => one.name === name)
  if (!job) throw new RangeError(`no job is called ${name}`)
  return asSystem(database, (db) => job.run({ db, world, now: world.clock(), database }, payload))
}

/** A referral that a case has just begun. */
export async function aReferral(
  test: TestHouse,
  given: { team?: CaseTeam; openedOn?: string; threshold?: 'crime' | 'suspicion' } = {},
): Promise<ReferralFile> {
  const file = await aCase(test, { openedOn: given.openedOn ?? '2026-11-23', ...(given.team && { team: given.team }) })
  await file.done('refer-crime', { fields: { threshold: given.threshold ?? 'suspicion', reason: '虚构：涉嫌犯罪。' } })
  const referral = (await file.view()).children.find(({ kind }) => kind === 'criminal-referral')
  if (!referral) throw new Error('the case has no referral')
  return new ReferralFile(file, referral.id, {
    police: await aMember(test, 'public-security', 'referral-officer'),
    procuratorate: await aMember(test, 'procuratorate', 'referral-officer'),
  })
}

/** A transfer to the office that an officer has just opened. @returns its id */
export async function aReverseTransfer(test: TestHouse, by?: Member, on = '2026-11-24'): Promise<string> {
  const { caller } = by ?? (await aMember(test, 'public-security', 'referral-officer'))
  const title = '虚构丙公司不起诉案'
  const { status, body, refusal } = await caller.call(referralContract.openReverse, { title, on })
  if (status !== 200) throw new Error(JSON.stringify(refusal))
  return body.id
}
