import type { CaseFile } from './case-file.ts'

/**
 * The usual course of a penalty case through the doors, stretch by stretch, each beginning where the one before ended. The
 * clock of the house goes along: opened on 2 March 2026, archived at the end of May.
 */

export const fineFen = 30_000_000
export const gainsFen = 5_000_000

const served = { manner: 'direct', receivedBy: '虚构李四（法定代表人）' }

/** Measures are approved, evidence is taken, the party and the end of the act are established. */
export async function investigate(file: CaseFile, { approved = false } = {}): Promise<void> {
  if (!approved) await file.done('approve-measures', { on: '2026-03-03', fields: { measures: ['V1', 'V2', 'V3'] } })
  await file.done('identify-party', {
    on: '2026-03-04',
    fields: {
      name: '虚构江北乙精密机械有限公司',
      type: 'organisation',
      idNo: '91500000MA0000000X',
      legalRep: '虚构李四',
      address: '重庆市江北区虚构路1号',
      phone: '02300000000',
    },
  })
  await file.done('on-site-inspection', { on: '2026-03-05' })
  await file.done('interview', { on: '2026-03-06', fields: { person: '虚构李四', relation: 'party' } })
  await file.done('extract-evidence', { on: '2026-03-09' })
  await file.done('extract-electronic-data', { on: '2026-03-10' })
  await file.done('establish-act-period', {
    on: '2026-03-11',
    fields: { beganOn: '2025-06-01', endedOn: '2025-12-01' },
  })
}

export async function concludeInvestigation(file: CaseFile): Promise<void> {
  await file.done('record-discretion', {
    on: '2026-03-12',
    fields: { tier: 'ordinary', rangeFromFen: 10_000_000, rangeToFen: 100_000_000, gainsFen },
  })
  await file.done('conclude-investigation', { on: '2026-03-20' })
}

export async function review(file: CaseFile): Promise<void> {
  await file.done('submit-for-review', { on: '2026-03-23' })
  await file.done('approve-review', { on: '2026-03-25', fields: passed })
}

const passed = Object.fromEntries(
  ['jurisdiction', 'party', 'facts', 'qualification', 'basis', 'procedure', 'measure'].map((item) => [item, 'pass']),
)

/** The notice is approved, issued and served on the party. */
export async function giveNotice(file: CaseFile): Promise<void> {
  await file.done('propose-penalty', {
    on: '2026-03-26',
    fields: { tier: 'ordinary', fineFen, gainsFen, hearingTold: true },
  })
  await file.issue(50, { about: 37 })
  await file.done('serve-notice', { on: '2026-03-27', fields: served })
}

/** The party asks for a hearing; it is held, reported, and passes the legality review. */
export async function hear(file: CaseFile): Promise<void> {
  const { presider } = file.team
  await file.done('request-hearing', { on: '2026-03-31', fields: { receivedOn: '2026-03-31' } })
  await file.done('notice-of-hearing', {
    on: '2026-04-01',
    fields: { hearingOn: '2026-04-15', presider: presider.person.id, publicity: 'closed' },
  })
  await file.done('hold-hearing', { on: '2026-04-15' })
  await reportHearing(file)
}

/** The hearing is reported and passes the legality review. */
export async function reportHearing(file: CaseFile): Promise<void> {
  await file.done('report-hearing', { on: '2026-04-17', fields: { reviewer: file.team.reviewer.person.id } })
  await file.done('pass-legality-review', { on: '2026-04-20', fields: passed })
}

/** The heads discuss it together. */
export async function discuss(file: CaseFile): Promise<void> {
  const { head, principal } = file.team
  await file.done('collective-discussion', {
    on: '2026-04-21',
    fields: { attended: [head.person.id, principal.person.id] },
  })
}

export async function decideTogether(file: CaseFile): Promise<void> {
  await discuss(file)
  await decide(file, '2026-04-22')
}

export async function decide(file: CaseFile, on: string): Promise<void> {
  await file.done('decide', {
    on,
    fields: {
      tier: 'ordinary',
      fineFen,
      gainsFen,
      party: '虚构江北乙精密机械有限公司，法定代表人虚构李四，电话02300000000。',
      facts: '当事人以不正当手段获取涉案商业秘密（详见涉密附卷）。',
      content: '依据《反不正当竞争法》第二十六条，没收违法所得5万元，罚款30万元。',
    },
  })
}

export async function serveDecision(file: CaseFile, on = '2026-04-23'): Promise<void> {
  await file.issue(50, { about: 45 })
  await file.done('serve-decision', { on, fields: { ...served, publicationTold: true } })
}

export const publishedText = {
  party: '虚构江北乙精密机械有限公司',
  facts: '当事人以不正当手段获取权利人的商业秘密（内容略）。',
  content: '没收违法所得5万元，罚款30万元。',
} as const

export async function publish(file: CaseFile, on = '2026-04-24'): Promise<void> {
  const { other, reviewer } = file.team
  await file.done('publish', {
    on,
    fields: { ...publishedText, checkedBy: [other.person.id, reviewer.person.id], where: '国家企业信用信息公示系统' },
  })
}

/** Everything is paid and the case is closed. */
export async function performAndClose(file: CaseFile): Promise<void> {
  await file.done('pay', { on: '2026-05-06', fields: { amountFen: fineFen, what: 'fine' } })
  await file.done('pay', { fields: { amountFen: gainsFen, what: 'gains' } })
  await file.done('confirm-performance', { on: '2026-05-07' })
  await file.done('close', { on: '2026-05-08', fields: { situation: 'performed', property: '无' } })
}

export const archive = (file: CaseFile) =>
  file.done('archive', { on: '2026-05-20', fields: { archiveNo: '虚构2026-001' } })
