import { z } from 'zod'
import type { Pair } from '../../core/words.ts'

/** Where a referral stands. @source domain law.md §5.2; what is added to it is marked in `criminal-referral.matrix.txt` */
export const referralStates = {
  opened: ['待认定', 'To be assessed'],
  suspected: ['认为应当移送', 'Held to be due for referral'],
  'special-team': ['专案组核实', 'Verified by the special team'],
  reported: ['已提出移送报告', 'Report made'],
  approved: ['已批准移送', 'Approved'],
  rejected: ['不批准移送', 'Not approved'],
  sent: ['已移送', 'Sent'],
  'supplement-asked': ['待补正', 'Supplement asked for'],
  forwarded: ['已转送', 'Passed on'],
  'police-filed': ['公安已立案', 'Filed by public security'],
  'police-refused': ['公安不予立案', 'Refused by public security'],
  reconsidering: ['公安复议', 'Being reconsidered'],
  'refusal-upheld': ['复议维持', 'Refusal upheld'],
  supervising: ['检察立案监督', 'Under supervision'],
  'filing-ordered': ['检察通知立案', 'Filing ordered'],
  'back-to-administration': ['恢复行政程序', 'Back to the administrative case'],
  'handed-over': ['交接办结', 'Handed over'],
} as const satisfies Readonly<Record<string, Pair>>
export type ReferralState = keyof typeof referralStates

/** @source 《刑法》第二百一十九条、第二百一十九条之一 */
export const crimes = {
  'pc-219': ['侵犯商业秘密罪（刑法第219条）', 'Infringing trade secrets (Criminal Law art. 219)'],
  'pc-219-1': [
    '为境外窃取、刺探、收买、非法提供商业秘密罪（刑法第219条之一）',
    'Obtaining or providing trade secrets for foreign bodies (art. 219-1)',
  ],
  other: ['其他罪名', 'Another crime'],
} as const satisfies Readonly<Record<string, Pair>>

/** How a packet reaches the other side. */
export const channels = {
  account: ['本平台账号', 'An account on this platform'],
  offline: ['当面送交或者邮寄（下载后带走）', 'By hand or by post (downloaded and taken along)'],
  node: ['对方的平台', 'The other side’s own platform'],
} as const satisfies Readonly<Record<string, Pair>>
export const Channel = z.enum(['account', 'offline', 'node'])
export type Channel = z.infer<typeof Channel>

/** What is known of the case when its referral is opened: enough for the other side, nothing confidential. */
export const ReferralFacts = z.object({
  caseId: z.uuid(),
  caseNumber: z.string().nullable(),
  caseName: z.string(),
  party: z.object({
    name: z.string(),
    type: z.string(),
    idNo: z.string(),
    legalRep: z.string(),
    address: z.string(),
    phone: z.string(),
  }),
})
export type ReferralFacts = z.infer<typeof ReferralFacts>

/** Where a reverse transfer stands. @source domain law.md §5.4 */
export const reverseStates = {
  opened: ['新建', 'New'],
  preparing: ['查明（审查）中', 'Being established or reviewed'],
  transferred: ['已移送，待接收', 'Transferred, to be received'],
  received: ['已接收，作为线索核查', 'Received, under inquiry as a clue'],
  'not-transferred': ['不移送', 'Not transferred'],
  answered: ['已书面回复', 'Answered'],
} as const satisfies Readonly<Record<string, Pair>>
export type ReverseState = keyof typeof reverseStates
