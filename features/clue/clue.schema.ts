import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { defineWords } from '../../core/words.ts'
import { PeriodView } from '../proceeding/proceeding.schema.ts'
import { Apart, FileFormat } from './tip.schema.ts'

/** @source domain law.md §3.2 (收到举报、移送、交办，自查发现), §5.4 (反向衔接) */
export const sourceWords = defineWords({
  'tip-anonymous': ['举报（匿名）', 'Tip, anonymous'],
  'tip-named': ['举报（实名）', 'Tip, named'],
  complaint: ['权利人投诉', 'Complaint by a right holder'],
  referral: ['其他机关移送', 'Referral by another body'],
  assigned: ['上级交办', 'Assigned by a higher authority'],
  discovery: ['自查发现', 'Own discovery'],
  'reverse-transfer': ['司法机关反向移送', 'Reverse transfer from criminal justice'],
})
export const clueSources = Object.keys(sourceWords) as [keyof typeof sourceWords]
export type ClueSource = keyof typeof sourceWords

const line = z.string().trim().max(300)
/** What is known of a clue when it comes in. What a reporter or complainant wrote is not here: it stays sealed. */
export const ClueFacts = z.object({
  source: z.enum(clueSources),
  /** What forms name it. */
  title: z.string(),
  fromBody: line.default(''),
  documentNo: line.default(''),
  accused: line.default(''),
  rightHolder: line.default(''),
  when: line.default(''),
  where: line.default(''),
  summary: z.string().trim().max(20_000).default(''),
})
export type ClueFacts = z.infer<typeof ClueFacts>

/** Ways in that somebody in the office registers; tips and complaints register themselves. */
export const registeredSources = ['referral', 'assigned', 'discovery', 'reverse-transfer'] as const

/** What is known of a matter that criminal justice sent back. @source domain law.md §5.4 */
export const ReverseFacts = z.strictObject({
  nonProsecutionNo: line.default(''),
  opinionNo: line.default(''),
  opinionReceivedOn: z.iso.date().nullable().default(null),
  finesPaid: line.default(''),
  seizedItems: z.string().trim().max(20_000).default(''),
  limitation: z.enum(['running', 'passed', 'unclear']),
})
export type ReverseFacts = z.infer<typeof ReverseFacts>

const Moment = z.iso.datetime()

export const ChannelMessage = z.object({
  id: Id,
  sender: z.enum(['reporter', 'office']),
  person: z.string().nullable(),
  body: z.string(),
  sentAt: Moment,
})
export const ChannelFile = z.object({
  id: Id,
  /** In the order of arrival, from one: the name a reporter gave it may name the reporter. */
  number: z.int(),
  format: FileFormat,
  sizeBytes: z.int(),
  found: z.array(z.string()),
  apart: Apart.nullable(),
  /** What may be read without a release: the clean copy, the original by consent, or nothing. */
  readable: z.enum(['copy', 'original', 'no']),
  sentAt: Moment,
})
export type ChannelFile = z.infer<typeof ChannelFile>

export const Release = z.object({
  id: Id,
  subject: z.enum(['identity', 'original']),
  fileId: Id.nullable(),
  requestedBy: z.string(),
  mine: z.boolean(),
  reason: z.string(),
  requestedAt: Moment,
  state: z.enum(['waiting', 'open', 'refused', 'ended']),
  decidedBy: z.string().nullable(),
  opinion: z.string().nullable(),
  expiresAt: Moment.nullable(),
  looks: z.array(z.object({ person: z.string(), at: Moment })),
})
export type Release = z.infer<typeof Release>

export const ClueRow = z.object({
  id: Id,
  number: z.string().nullable(),
  title: z.string(),
  source: z.enum(clueSources),
  state: z.string(),
  openedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  handlers: z.array(z.string()),
  /** Null once it was decided. */
  inquiry: z
    .object({
      due: z.string().nullable(),
      notBefore: z.string().nullable(),
      state: PeriodView.shape.state,
    })
    .nullable(),
})
export type ClueRow = z.infer<typeof ClueRow>

export const LinkedClue = z.object({ id: Id, number: z.string().nullable(), title: z.string(), openedOn: z.iso.date() })
export type LinkedClue = z.infer<typeof LinkedClue>
