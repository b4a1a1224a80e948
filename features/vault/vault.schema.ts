import { z } from 'zod'
import { Id, secret } from '../../core/contract.ts'
import { defineWords } from '../../core/words.ts'

export const Recipient = z.string().regex(/^age1[0-9a-z]{58}$/)
/** Sealed bytes in base64; kept out of the journal, which gets their digest where they matter. */
export const Sealed = (bytes: number) =>
  secret(
    z
      .base64()
      .min(1)
      .max(Math.ceil(bytes / 3) * 4),
  )
const SealedOut = z.string()

/** What an enterprise keeps sealed, each a collection of its own. */
export const collections = [
  'trade-secret',
  'carrier',
  'person',
  'agreement',
  'document',
  'assessment',
  'incident',
  'proof-pack',
  /** Which public key of whom was compared: what the key of the vault is given by. */
  'comparison',
] as const
export type Collection = (typeof collections)[number]
export const Collection = z.enum(collections)

export const LockInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), sealed: Sealed(4096) }),
  z.strictObject({
    kind: z.literal('passkey'),
    label: z.string().trim().min(1).max(100),
    credentialId: z
      .string()
      .regex(/^[\w-]+$/)
      .max(1400),
    prfSalt: z.base64().length(44),
    sealed: Sealed(4096),
  }),
])
export const Lock = z.object({
  id: Id,
  kind: z.enum(['passphrase', 'passkey']),
  label: z.string(),
  credentialId: z.string().nullable(),
  prfSalt: z.string().nullable(),
  sealed: SealedOut,
  madeAt: z.iso.datetime(),
})
export type Lock = z.infer<typeof Lock>

export const Generation = z.object({
  number: z.int().min(1),
  recipient: z.string(),
  link: SealedOut.nullable(),
  madeAt: z.iso.datetime(),
})
export const holderKinds = ['member', 'printed', 'shared'] as const
export const WrapInput = z.strictObject({
  holder: z.enum(holderKinds),
  personId: Id.nullable(),
  recipient: Recipient,
  sealed: Sealed(4096),
})
export type WrapInput = z.infer<typeof WrapInput>

export const Member = z.object({
  personId: Id,
  name: z.string(),
  keeper: z.boolean(),
  recipient: z.string().nullable(),
  holds: z.boolean(),
  holdsShare: z.boolean(),
})
export const Recovery = z.object({
  id: Id,
  purpose: z.enum(['recovery', 'rehearsal']),
  reason: z.string(),
  askedBy: z.string(),
  askedById: Id,
  recipient: z.string(),
  askedAt: z.iso.datetime(),
  given: z.array(z.object({ personId: Id, name: z.string(), givenAt: z.iso.datetime() })),
  threshold: z.int(),
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(['opened', 'failed', 'withdrawn']).nullable(),
})
export type Recovery = z.infer<typeof Recovery>

export const vaultEvents = defineWords({
  'key-made': ['设置了本人密钥', 'made a member key'],
  'key-replaced': ['更换了本人密钥', 'replaced a member key'],
  'lock-added': ['增加了一种解锁方式', 'added a way to unlock'],
  'lock-removed': ['取消了一种解锁方式', 'removed a way to unlock'],
  'vault-made': ['建立了密室', 'made the vault'],
  wrapped: ['把密室密钥加密给', 'sealed the key of the vault to'],
  'holder-added': ['把密室密钥交给', 'gave the key of the vault to'],
  'holder-removed': ['收回了密室密钥：', 'took the key of the vault from'],
  'holder-left': ['办理了离任，密室密钥随即收回：', 'ended the keeping of; the key of the vault was taken from'],
  'key-changed': ['更换了密室密钥', 'changed the key of the vault'],
  opened: ['取用了密室密钥', 'asked for the key of the vault'],
  'printed-key-made': ['打印了恢复密钥', 'printed a recovery key'],
  'printed-key-used': ['使用了打印的恢复密钥', 'used the printed recovery key'],
  'recovery-split': ['设定了多人恢复', 'set who recovers together'],
  'share-made': ['把恢复份额加密给', 'sealed a share to'],
  'recovery-asked': ['发起了多人恢复', 'asked for a recovery'],
  'rehearsal-asked': ['发起了恢复演练', 'asked for a rehearsal'],
  'share-taken': ['取出了本人的恢复份额', 'took out their own share'],
  'share-given': ['把恢复份额交给', 'gave a share to'],
  'recovery-collected': ['合并了恢复份额', 'put shares together'],
  'recovery-ended': ['结束了恢复', 'ended a recovery'],
})
export type VaultEvent = keyof typeof vaultEvents

/** What a note says that is no person's own words. */
export const eventNotes = defineWords({
  printed: ['打印的恢复密钥', 'printed recovery key'],
  shared: ['多人恢复密钥', 'recovery key of several people'],
  passphrase: ['口令', 'passphrase'],
  passkey: ['通行密钥', 'passkey'],
  opened: ['成功', 'it opened'],
  failed: ['没有打开', 'it did not open'],
  withdrawn: ['已撤回', 'withdrawn'],
})

export const RecordOut = z.object({
  id: Id,
  revision: z.int(),
  generation: z.int(),
  /** Null once it was removed. */
  sealed: SealedOut.nullable(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
})
export type RecordOut = z.infer<typeof RecordOut>
export const RecordInput = z.strictObject({
  id: Id,
  /** One more than the revision that is replaced; 1 for a new one. */
  revision: z.int().min(1).max(1_000_000),
  generation: z.int().min(1),
  sealed: Sealed(300_000),
})

export const handoutKinds = defineWords({
  acknowledge: ['需确认', 'To acknowledge'],
  learn: ['需学习', 'To learn'],
  'hand-back': ['需交还', 'To hand back'],
  read: ['供阅读', 'To read'],
})
export type HandoutKind = keyof typeof handoutKinds
export const HandoutKind = z.enum(['acknowledge', 'learn', 'hand-back', 'read'])
