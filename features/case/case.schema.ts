import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { Verified } from '../../core/period-rule.ts'
import type { Pair } from '../../core/words.ts'

/** Where a case stands. @source 《市场监督管理行政处罚程序规定》第十八条至第七十九条; domain law.md §3.1 */
export const caseStates = {
  filed: ['已立案', 'Filed'],
  investigating: ['调查取证', 'Under investigation'],
  suspended: ['中止调查', 'Suspended'],
  terminated: ['终止调查', 'Investigation terminated'],
  'criminal-referral': ['移送涉嫌犯罪', 'Referred as a suspected crime'],
  reported: ['调查终结', 'Investigation concluded'],
  reviewing: ['审核中', 'Under review'],
  proposed: ['审核同意', 'Review passed'],
  noticed: ['已告知', 'Notice served'],
  representations: ['陈述申辩', 'Representations made'],
  rechecked: ['已复核', 'Representations rechecked'],
  waived: ['未行使权利', 'Rights not exercised'],
  hearing: ['听证', 'Hearing'],
  'legality-review': ['听证后法制审核', 'Legality review after the hearing'],
  collective: ['集体讨论', 'Before the heads together'],
  decided: ['已决定', 'Decided'],
  served: ['已送达', 'Decision served'],
  published: ['已公示', 'Published'],
  executing: ['履行中', 'Being performed'],
  enforcing: ['法院强制执行', 'Enforcement by the court'],
  closed: ['已结案', 'Closed'],
  archived: ['已归档', 'Archived'],
} as const satisfies Readonly<Record<string, Pair>>
export type CaseState = keyof typeof caseStates

/** What the law says about the penalty in this case. Nothing here decides anything. */
export const PenaltyHelp = z.object({
  /** Null until the handlers have established when the act ended. */
  endedOn: z.iso.date().nullable(),
  version: z.enum(['2019', '2025']).nullable(),
  article: z.string().nullable(),
  tiers: z.array(
    z.object({
      tier: z.enum(['ordinary', 'serious']),
      name: z.tuple([z.string(), z.string()]),
      fromFen: z.int(),
      toFen: z.int(),
      besides: z.string(),
      basis: z.string(),
      verified: Verified,
      note: z.string().nullable(),
    }),
  ),
  /** From this sum on the right to a hearing is told; the line is a setting of the office. */
  hearingLineFen: z.int(),
  hearingLineVerified: Verified,
  limitation: z
    .object({
      expiresOn: z.iso.date().nullable(),
      /** Where the holidays of that year are not announced yet. */
      notBefore: z.iso.date().nullable(),
      foundOn: z.iso.date(),
      passed: z.boolean(),
    })
    .nullable(),
  /** What the handlers recorded; whether its range is one that the law has for this act. */
  recorded: z
    .object({ tier: z.string(), fromFen: z.int(), toFen: z.int(), gainsFen: z.int(), asTheLawSays: z.boolean() })
    .nullable(),
})
export type PenaltyHelp = z.infer<typeof PenaltyHelp>

const PublishedText = z.object({ party: z.string(), facts: z.string(), content: z.string() })

/** How the decision stands with the public. */
export const PublicationView = z.object({
  /** The text as it was decided, masked by the software: where the handlers begin. Null before the decision. */
  proposal: PublishedText.nullable(),
  /** The text as decided beside the text as it was last published. */
  differences: z.array(
    z.object({
      field: z.enum(['party', 'facts', 'content']),
      served: z.string(),
      published: z.string(),
      changed: z.boolean(),
    }),
  ),
  /** Every publication of this decision, the newest first. */
  publications: z.array(
    z.object({
      id: Id,
      publishedOn: z.iso.date(),
      until: z.iso.date(),
      withdrawnOn: z.iso.date().nullable(),
      endedOn: z.iso.date().nullable(),
    }),
  ),
})
export type PublicationView = z.infer<typeof PublicationView>
