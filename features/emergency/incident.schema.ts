import { z } from 'zod'
import { defineWords } from '../../core/words.ts'
import { ChecklistRun } from '../checklist/checklist.schema.ts'

const line = z.string().trim().min(1).max(200)
const moment = z.iso.datetime({ offset: true })

export const entryKinds = defineWords({
  fact: ['发现、查明的事实', 'Fact'],
  act: ['采取的措施', 'Act'],
  evidence: ['固定的证据', 'Evidence kept'],
  talk: ['联系与谈话', 'Contact'],
  decision: ['决定', 'Decision'],
})
export type EntryKind = keyof typeof entryKinds

/** One line of the log of an incident. A line is never changed: what was wrong is corrected by a later one. */
/** Characters: some eight files with both digests. */
export const mostEvidence = 2000
export const LogEntry = z.strictObject({
  id: z.uuid(),
  /** When it happened. */
  at: moment,
  /** When it was written down. */
  writtenAt: z.iso.datetime(),
  by: line,
  kind: z.enum(['fact', 'act', 'evidence', 'talk', 'decision']),
  text: z.string().trim().min(1).max(5000),
  /** Where the evidence lies, its digest, the number of its deposit. */
  evidence: z.string().trim().max(mostEvidence),
})
export type LogEntry = z.infer<typeof LogEntry>

export const Contact = z.strictObject({
  id: z.uuid(),
  role: line,
  name: z.string().trim().max(100),
  phone: z.string().trim().max(50),
})
export type Contact = z.infer<typeof Contact>

/** A leak, or the suspicion of one: its clocks, its log, whom to call, and which entries of the register it touches. */
export const Incident = z.strictObject({
  v: z.literal(1),
  kind: z.literal('incident'),
  number: z.string().min(1).max(40),
  /** A rehearsal: shown as one everywhere, and part of no proof. */
  drill: z.boolean(),
  title: line,
  discoveredAt: moment,
  discoverer: line,
  channel: z.string().trim().max(500),
  secretIds: z.array(z.uuid()).max(100),
  contacts: z.array(Contact).max(50),
  log: z.array(LogEntry).max(2000),
  run: ChecklistRun,
  state: z.enum(['running', 'closed']),
})
export type Incident = z.infer<typeof Incident>

/** Whom the firm would call, filled in before anything happens; every incident begins with it. */
export const ContactBook = z.strictObject({
  v: z.literal(1),
  kind: z.literal('contacts'),
  contacts: z.array(Contact).max(50),
  /** The last day on which somebody went through it. */
  checkedOn: z.iso.date(),
})
export type ContactBook = z.infer<typeof ContactBook>

/** What the collection `incident` of the vault holds. */
export const IncidentRecord = z.discriminatedUnion('kind', [Incident, ContactBook])
export type IncidentRecord = z.infer<typeof IncidentRecord>

/** What anybody of the firm reports, sealed to the keepers; who it is from is what the server says. */
export const LeakReport = z.strictObject({
  v: z.literal(1),
  kind: z.literal('leak-report'),
  what: line,
  discoveredAt: moment,
  channel: z.string().trim().max(500),
  /** How to reach whoever reports, tonight. */
  reach: z.string().trim().max(100),
})
export type LeakReport = z.infer<typeof LeakReport>
