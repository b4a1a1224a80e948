import { z } from 'zod'
import { type Contract, Done, endpoint, Id, NoInput, pageInput, secret } from '../../core/contract.ts'
import { Collection, HandoutKind, Recipient, RecordInput, RecordOut, Sealed } from './vault.schema.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What is kept sealed under the vault, and what is handed from one person to another. The server holds it and cannot read it. */
/** `level:<level>` and `kind:<kind>` to how many. */
const Counts = z.record(z.string().regex(/^(level|kind):[\w-]{1,40}$/), z.int().min(0).max(1_000_000))

export const sealedContract = {
  standing: endpoint({
    method: 'GET',
    path: '/api/sealed-standing',
    permission: 'vault.propose',
    summary: ['密室里有多少、还有什么等着办', 'How much is kept, and what waits for somebody'],
    input: NoInput,
    output: z.object({
      /** Records that stand, by collection; a keeper's own only. */
      records: z.partialRecord(Collection, z.int()),
      proposalsWaiting: z.int(),
      mine: z.object({ open: z.int(), overdue: z.int() }),
    }),
    refusals: [],
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/sealed/:collection',
    permission: 'vault.open',
    summary: ['读取密封记录（密文）', 'Read sealed records, as they changed since'],
    input: z.object({
      collection: Collection,
      since: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5000).default(2000),
    }),
    output: z.object({
      records: z.array(RecordOut),
      /** Where to go on; equal to `since` when there is nothing newer. */
      upTo: z.number(),
      more: z.boolean(),
    }),
    refusals: [],
  }),
  save: endpoint({
    method: 'POST',
    path: '/api/sealed/:collection',
    permission: 'vault.open',
    summary: ['保存密封记录（密文）', 'Keep sealed records, all of them or none'],
    input: z.strictObject({ collection: Collection, records: secret(z.array(RecordInput).min(1).max(500)) }),
    output: z.object({ saved: z.int() }),
    refusals: ['changed-meanwhile', 'wrong-generation'],
  }),
  remove: endpoint({
    method: 'POST',
    path: '/api/sealed/:collection/:id/removal',
    permission: 'vault.open',
    summary: ['移除一条密封记录（历史保留）', 'Remove a sealed record; its history is kept'],
    input: z.strictObject({ collection: Collection, id: Id, revision: z.int().min(1) }),
    output: Done,
    refusals: ['changed-meanwhile'],
  }),
  erase: endpoint({
    method: 'POST',
    path: '/api/sealed/:collection/:id/erasure',
    permission: 'vault.open',
    summary: ['彻底删除一条密封记录及其历史', 'Erase a sealed record and all its revisions'],
    input: z.strictObject({ collection: Collection, id: Id, reason: z.string().trim().min(2).max(500) }),
    output: Done,
    refusals: [],
  }),
  revisions: endpoint({
    method: 'GET',
    path: '/api/sealed/:collection/:id/revisions',
    permission: 'vault.open',
    summary: ['一条密封记录的历次版本（密文）', 'Every revision of a sealed record'],
    input: z.object({ collection: Collection, id: Id }),
    output: z.object({ revisions: z.array(RecordOut) }),
    refusals: [],
  }),
  propose: endpoint({
    method: 'POST',
    path: '/api/sealed-proposals',
    permission: 'vault.propose',
    summary: ['向保管人提交建议（加密）', 'Propose something to the keepers, sealed to them'],
    input: z.strictObject({ collection: Collection, sealed: Sealed(60_000) }),
    output: z.object({ id: Id }),
    refusals: ['no-vault'],
  }),
  proposals: endpoint({
    method: 'GET',
    path: '/api/sealed-proposals',
    permission: 'vault.propose',
    summary: ['查看建议', 'Proposals: a keeper sees all, others their own'],
    input: z.object({ collection: Collection.optional(), waiting: z.stringbool().optional() }),
    output: z.object({
      proposals: z.array(
        z.object({
          id: Id,
          collection: Collection,
          sealed: z.string(),
          madeById: Id,
          madeBy: z.string(),
          madeAt: z.iso.datetime(),
          /** To whom the answer is sealed. */
          recipient: z.string().nullable(),
          decision: z.enum(['admitted', 'amended', 'declined']).nullable(),
          answer: z.string().nullable(),
          decidedBy: z.string().nullable(),
          decidedAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    refusals: [],
  }),
  decide: endpoint({
    method: 'POST',
    path: '/api/sealed-proposals/:id/decision',
    permission: 'vault.open',
    summary: ['采纳、修改后采纳或不采纳建议', 'Admit, amend or decline a proposal'],
    input: z.strictObject({
      id: Id,
      decision: z.enum(['admitted', 'amended', 'declined']),
      answer: Sealed(20_000).nullable(),
    }),
    output: Done,
    refusals: ['already-decided'],
  }),
  hand: endpoint({
    method: 'POST',
    path: '/api/handouts',
    permission: 'vault.open',
    summary: [
      '把告知、任务交给本单位人员（加密给本人）',
      'Hand something to people of the organisation, sealed to each',
    ],
    input: z.strictObject({
      handouts: secret(
        z
          .array(
            z.strictObject({
              personId: Id,
              recipient: Recipient,
              kind: HandoutKind,
              sealed: Sealed(60_000),
              /** SHA-256 of what was sealed, so that the acknowledgement names it. */
              digest,
              dueOn: z.iso.date().nullable(),
            }),
          )
          .min(1)
          .max(200),
      ),
    }),
    output: z.object({ ids: z.array(Id) }),
    refusals: ['wrong-holder'],
  }),
  handouts: endpoint({
    method: 'GET',
    path: '/api/handouts',
    permission: 'vault.propose',
    summary: ['收到的和发出的告知、任务', 'What was handed to me, or by the keepers'],
    input: z.object({ box: z.enum(['mine', 'sent']).default('mine'), ...pageInput }),
    output: z.object({
      next: z.string().nullable(),
      handouts: z.array(
        z.object({
          id: Id,
          personId: Id,
          person: z.string(),
          kind: HandoutKind,
          sealed: z.string(),
          digest,
          dueOn: z.iso.date().nullable(),
          madeBy: z.string(),
          madeAt: z.iso.datetime(),
          openedAt: z.iso.datetime().nullable(),
          answeredAt: z.iso.datetime().nullable(),
          answer: z.string().nullable(),
          withdrawnAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    refusals: [],
  }),
  openHandout: endpoint({
    method: 'POST',
    path: '/api/handouts/:id/opening',
    permission: 'vault.propose',
    summary: ['记录本人已打开', 'Record that it was opened'],
    input: z.strictObject({ id: Id }),
    output: Done,
    refusals: [],
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/handouts/:id/answer',
    permission: 'vault.propose',
    summary: ['确认或答复（加密给保管人）', 'Acknowledge or answer, sealed to the keepers'],
    input: z.strictObject({ id: Id, digest, answer: Sealed(20_000) }),
    output: Done,
    refusals: ['already-answered', 'withdrawn', 'changed-meanwhile'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/handouts/:id/withdrawal',
    permission: 'vault.open',
    summary: ['撤回未答复的告知', 'Withdraw what was not answered'],
    input: z.strictObject({ id: Id }),
    output: Done,
    refusals: ['already-answered'],
  }),
  receivers: endpoint({
    method: 'GET',
    path: '/api/office-recipients',
    permission: 'vault.open',
    summary: ['可接收加密材料的办案人员', 'Officers to whom material can be sealed'],
    input: NoInput,
    output: z.object({ receivers: z.array(z.object({ personId: Id, name: z.string(), recipient: z.string() })) }),
    refusals: [],
  }),
  counts: endpoint({
    method: 'GET',
    path: '/api/register-counts',
    permission: 'vault.counts',
    summary: ['登记数量（企业同意后才有）', 'How many secrets are registered, where the enterprise agreed'],
    input: NoInput,
    output: z.object({
      counts: z.array(
        z.object({
          organisationId: Id,
          organisation: z.string(),
          counts: z.record(z.string(), z.int().min(0)),
          countedAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    refusals: [],
  }),
  ownCounts: endpoint({
    method: 'GET',
    path: '/api/register-counts/own',
    permission: 'vault.open',
    summary: ['本单位现在向办公室提供哪些数量', 'Which numbers of one’s own the office sees at present'],
    input: NoInput,
    output: z.object({
      agreed: z.boolean(),
      counts: z.record(z.string(), z.int().min(0)),
      countedAt: z.iso.datetime().nullable(),
    }),
    refusals: [],
  }),
  agreeToCounts: endpoint({
    method: 'POST',
    path: '/api/register-counts',
    permission: 'vault.open',
    summary: ['同意或停止向办公室提供数量（不含内容）', 'Agree, or stop agreeing, that the office sees numbers'],
    input: z.strictObject({ agreed: z.boolean(), counts: Counts }),
    output: Done,
    refusals: [],
  }),
  renewCounts: endpoint({
    method: 'POST',
    path: '/api/register-counts/renewal',
    permission: 'vault.open',
    summary: [
      '登记有变化时更新所提供的数量；没有同意的，不因此提供',
      'Renew the numbers given when the register changes; whoever does not agree gives nothing by it',
    ],
    input: z.strictObject({ counts: Counts }),
    output: Done,
    refusals: [],
  }),
} as const satisfies Contract
