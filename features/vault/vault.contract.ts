import { z } from 'zod'
import { type Contract, Done, endpoint, Id, NoInput, secret } from '../../core/contract.ts'
import { Generation, Lock, LockInput, Member, Recipient, Recovery, Sealed, WrapInput } from './vault.schema.ts'

const Opening = z.object({ organisationId: Id, wrap: z.string(), generations: z.array(Generation) })
const reason = z.string().trim().min(2).max(500)

/** Keys: one's own, the organisation's, and how they are recovered. Nothing that opens anything passes here unsealed. */
export const vaultContract = {
  room: endpoint({
    method: 'GET',
    path: '/api/vault',
    permission: 'vault.key',
    summary: ['查看密室的状态', 'How the sealed room stands, and how one’s own key is locked'],
    input: NoInput,
    output: z.object({
      organisation: z.object({ id: Id, name: z.string() }),
      /** One's own key, or null before it was made. */
      key: z.object({ recipient: z.string(), madeAt: z.iso.datetime(), locks: z.array(Lock) }).nullable(),
      generations: z.array(Generation.omit({ link: true })),
      holds: z.boolean(),
      mayHold: z.boolean(),
      /** Somebody left: the next keeper who unlocks changes the key. */
      changeDue: z.boolean(),
      printed: z.boolean(),
      shares: z
        .object({
          threshold: z.int(),
          recipient: z.string(),
          madeAt: z.iso.datetime(),
          rehearsedAt: z.iso.datetime().nullable(),
        })
        .nullable(),
      otherRecipients: z.array(z.object({ holder: z.enum(['printed', 'shared']), recipient: z.string() })),
      members: z.array(Member),
      recoveries: z.array(Recovery),
    }),
    refusals: [],
  }),
  makeKey: endpoint({
    method: 'POST',
    path: '/api/vault/key',
    permission: 'vault.key',
    summary: ['保存在浏览器中生成、已加锁的本人密钥', 'Keep one’s own key, made and locked in the browser'],
    input: z.strictObject({ recipient: Recipient, lock: secret(LockInput) }),
    output: Done,
    refusals: ['key-exists'],
  }),
  replaceKey: endpoint({
    method: 'POST',
    path: '/api/vault/key/replacement',
    permission: 'vault.key',
    summary: ['更换本人密钥（原密钥作废）', 'Replace one’s own key; the one before is void'],
    input: z.strictObject({ recipient: Recipient, lock: secret(LockInput), reason }),
    output: Done,
    refusals: ['no-key'],
  }),
  addLock: endpoint({
    method: 'POST',
    path: '/api/vault/key/locks',
    permission: 'vault.key',
    summary: ['增加一种解锁方式', 'Add a way to unlock one’s key'],
    input: z.strictObject({ lock: secret(LockInput) }),
    output: z.object({ id: Id }),
    refusals: ['no-key'],
  }),
  removeLock: endpoint({
    method: 'POST',
    path: '/api/vault/key/locks/:id/removal',
    permission: 'vault.key',
    summary: ['取消一种解锁方式', 'Take a way to unlock away'],
    input: z.strictObject({ id: Id }),
    output: Done,
    refusals: ['last-lock'],
  }),
  make: endpoint({
    method: 'POST',
    path: '/api/vault',
    permission: 'vault.open',
    summary: ['建立本单位的密室', 'Make the vault of the organisation'],
    input: z.strictObject({ recipient: Recipient, wraps: secret(z.array(WrapInput).min(1).max(50)) }),
    output: Done,
    refusals: ['vault-exists', 'no-key', 'wrong-holder'],
  }),
  open: endpoint({
    method: 'POST',
    path: '/api/vault/opening',
    permission: 'vault.open',
    summary: ['取用密室密钥（密文，留痕）', 'Ask for one’s wrap of the key of the vault; recorded'],
    input: z.strictObject({}),
    output: Opening,
    refusals: ['not-a-holder'],
  }),
  addHolder: endpoint({
    method: 'POST',
    path: '/api/vault/holders',
    permission: 'vault.open',
    summary: ['把密室密钥交给一位保管人', 'Give the key of the vault to a keeper'],
    input: z.strictObject({ generation: z.int().min(1), wrap: secret(WrapInput) }),
    output: Done,
    refusals: ['wrong-generation', 'wrong-holder'],
  }),
  removeHolder: endpoint({
    method: 'POST',
    path: '/api/vault/holders/:id/removal',
    permission: 'vault.open',
    summary: ['收回一位保管人的密室密钥', 'Take the key of the vault from a keeper'],
    input: z.strictObject({ id: Id }),
    output: Done,
    refusals: ['last-holder'],
  }),
  changeKey: endpoint({
    method: 'POST',
    path: '/api/vault/generations',
    permission: 'vault.open',
    summary: ['更换密室密钥', 'Change the key of the vault'],
    input: z.strictObject({
      number: z.int().min(2),
      recipient: Recipient,
      link: Sealed(4096),
      wraps: secret(z.array(WrapInput).min(1).max(50)),
    }),
    output: Done,
    refusals: ['wrong-generation', 'wrong-holder', 'holder-missing'],
  }),
  openWithPrintedKey: endpoint({
    method: 'POST',
    path: '/api/vault/printed-key/opening',
    permission: 'vault.open',
    summary: ['用打印的恢复密钥取用密室密钥（留痕）', 'Ask for the wrap of the printed key; recorded'],
    input: z.strictObject({ reason }),
    output: Opening,
    refusals: ['no-printed-key'],
  }),
  split: endpoint({
    method: 'POST',
    path: '/api/vault/share-sets',
    permission: 'vault.open',
    summary: ['设定由几人共同恢复', 'Set who recovers the vault together'],
    input: z.strictObject({
      generation: z.int().min(1),
      recipient: Recipient,
      threshold: z.int().min(2).max(16),
      wrap: secret(WrapInput),
      shares: secret(
        z
          .array(z.strictObject({ personId: Id, recipient: Recipient, sealed: Sealed(4096) }))
          .min(2)
          .max(16),
      ),
    }),
    output: Done,
    refusals: ['wrong-generation', 'wrong-holder', 'threshold-too-high'],
  }),
  askRecovery: endpoint({
    method: 'POST',
    path: '/api/vault/recoveries',
    permission: 'vault.open',
    summary: ['发起多人恢复或演练', 'Ask for a recovery, or a rehearsal of one'],
    input: z.strictObject({ purpose: z.enum(['recovery', 'rehearsal']), reason }),
    output: z.object({ id: Id }),
    refusals: ['no-shares', 'no-key', 'recovery-running'],
  }),
  takeShare: endpoint({
    method: 'POST',
    path: '/api/vault/recoveries/:id/own-share',
    permission: 'vault.key',
    summary: ['取出本人保管的恢复份额（密文，留痕）', 'Ask for one’s own share, sealed; recorded'],
    input: z.strictObject({ id: Id }),
    output: z.object({ sealed: z.string(), recipient: z.string() }),
    refusals: ['recovery-over', 'no-share'],
  }),
  giveShare: endpoint({
    method: 'POST',
    path: '/api/vault/recoveries/:id/shares',
    permission: 'vault.key',
    summary: ['向发起人交出恢复份额', 'Give one’s share to whoever asked, sealed to them'],
    input: z.strictObject({ id: Id, sealed: Sealed(4096) }),
    output: Done,
    refusals: ['recovery-over', 'no-share'],
  }),
  collectShares: endpoint({
    method: 'POST',
    path: '/api/vault/recoveries/:id/collection',
    permission: 'vault.open',
    summary: ['取出已交来的恢复份额（密文，留痕）', 'Take the shares that were given; recorded'],
    input: z.strictObject({ id: Id }),
    output: z.object({ ...Opening.shape, shares: z.array(z.string()) }),
    refusals: ['recovery-over', 'too-few-shares', 'not-yours'],
  }),
  endRecovery: endpoint({
    method: 'POST',
    path: '/api/vault/recoveries/:id/end',
    permission: 'vault.open',
    summary: ['结束恢复或演练，记录结果', 'End a recovery or rehearsal with its outcome'],
    input: z.strictObject({ id: Id, outcome: z.enum(['opened', 'failed', 'withdrawn']) }),
    output: Done,
    refusals: ['recovery-over', 'not-yours'],
  }),
  events: endpoint({
    method: 'GET',
    path: '/api/vault/events',
    permission: 'vault.key',
    summary: ['密钥使用记录', 'Every use of the keys of the organisation'],
    input: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().optional(),
    }),
    output: z.object({
      events: z.array(
        z.object({
          id: Id,
          event: z.string(),
          person: z.string().nullable(),
          subject: z.string().nullable(),
          note: z.string(),
          /** Of the vault's key, where the event is about one. */
          generation: z.int().nullable(),
          /** To which public key something was sealed. */
          recipient: z.string().nullable(),
          /** Where the event stands in the public log; null until it is published. */
          logIndex: z.int().nullable(),
          at: z.iso.datetime(),
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: [],
  }),
} as const satisfies Contract
