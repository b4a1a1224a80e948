import { createHash, randomBytes } from 'node:crypto'
import { extname } from 'node:path'
import { Refusal } from '../../core/refusal.ts'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import { createSm3, sha256, sm3 } from '../../evidence/digest.ts'
import { actingOrganisation, actingPerson, type Ctx, zone } from '../../platform/context.ts'
import { docxType, officialDocument } from '../../platform/documents/official-document.ts'
import { oneFileStyle, withTrust } from '../../platform/one-file-page/build-one-file-page.ts'
import { attachmentsByIds, claimAttachments } from '../attachment/attachment.service.ts'
import * as store from './criminal-referral.store.ts'
import type { MaterialNumber, PacketFile, PacketManifest } from './packet/packet.schema.ts'
import { packetIndex } from './packet/packet-index.ts'
import { encodeManifest, indexName, verifyName } from './packet/packet-manifest.ts'
import { openReferralSigner } from './packet/referral-key.ts'
import { materialDocument } from './referral-material.rules.ts'
import { chosenForm, materialWords, withheldOf } from './referral-packet.rules.ts'
import type { PacketDraft } from './referral-packet.schema.ts'
import { verifyPage } from './verify-page/build-verify-page.ts'

/** The job that freezing asks for in its own transaction. */
export const sealJob = 'criminal-referral:seal'

/** What a packet says beside its draft. */
export type PacketHead = Pick<
  PacketManifest,
  'packetId' | 'referralId' | 'number' | 'part' | 'caseName' | 'sender' | 'crimes'
>
type Source = {
  readonly material: MaterialNumber
  readonly title: string
  readonly provenance: string
  readonly reason: string
  readonly shownAs: store.NewItem['shownAs']
  readonly mediaType: string
  readonly ending: string
  /** The name of the bytes in the object store. */
  readonly object: string
}

/**
 * Fixes what a packet is: every item with its digests, the two pages, the list over all of them. From here on nothing of it
 * can change; what is left is to enter it in the log and to sign it.
 *
 * @throws Refusal `file-not-yours`, `file-damaged`, `masked-is-confidential`
 */
export async function fixPacket(ctx: Ctx, draft: PacketDraft, head: PacketHead): Promise<PacketManifest> {
  const sources = [
    ...(head.part === 'referral' ? [await letterOf(ctx, head.referralId), ...(await papersOf(ctx, draft, head))] : []),
    ...(await chosenFiles(ctx, draft, head.referralId)),
  ]
  const items = await Promise.all(
    sources.map(async (source, at) => ({ ...(await measured(ctx, source, at)), ...told(source) })),
  )
  await store.addItems(
    ctx,
    items.map((item, at) => ({
      ...item,
      packetId: head.packetId,
      position: at + 1,
      mediaType: sources[at]!.mediaType,
    })),
  )
  const body = {
    ...head,
    receiver: draft.receiver,
    frozenAt: ctx.now.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString(),
    items,
    withheld: withheldOf(draft.items),
  }
  return {
    ...body,
    pages: [
      await kept(ctx, indexName, packetIndex(body, await oneFileStyle())),
      await kept(ctx, verifyName, withTrust(await verifyPage(), await ctx.world.log.trust())),
    ],
    keys: signerOf(ctx).keys,
  }
}

export const signerOf = ({ world: { settings } }: Pick<Ctx, 'world'>) =>
  openReferralSigner(settings.dataDir, new URL(settings.publicUrl).host)

const told = ({ material, title, provenance, reason, shownAs }: Source) => ({
  ...{ material, title, provenance, reason, shownAs },
})

async function letterOf(ctx: Ctx, referralId: string): Promise<Source> {
  const letter = (await store.issuedDocuments(ctx, referralId)).findLast(({ form }) => form === 5)
  if (!letter?.digest) throw new Refusal('file-not-yours')
  return {
    material: 1,
    title: [materialWords[1][0], letter.number].filter(Boolean).join(' '),
    provenance: '本机关制作并签发',
    reason: '依法应当附有',
    shownAs: 'plain',
    mediaType: docxType,
    ending: '.docx',
    object: letter.digest,
  }
}

async function papersOf(ctx: Ctx, draft: PacketDraft, { sender, caseName }: PacketHead): Promise<Source[]> {
  const day = ctx.now.toZonedDateTimeISO(zone).toPlainDate()
  const facts = {
    agency: sender,
    caseName,
    day: `${day.year}年${day.month}月${day.day}日`,
    warning: ctx.world.demo ? '虚构示例' : null,
  }
  const made: Source[] = []
  for (const material of [2, 3, 4, 5] as const)
    made.push({
      material,
      title: materialWords[material][0],
      provenance: '专案组制作',
      reason: '依法应当附有',
      shownAs: 'plain',
      mediaType: docxType,
      ending: '.docx',
      object: await putObject(ctx, await officialDocument(materialDocument(material, draft, facts))),
    })
  return made
}

/** Files of the office that whoever freezes may see: what is another's, or closed to them, is not theirs to hand over. */
async function chosenFiles(ctx: Ctx, draft: PacketDraft, referralId: string): Promise<Source[]> {
  const documents = await store.issuedDocuments(ctx, referralId)
  const found: Source[] = []
  for (const item of draft.items) {
    const chosen = chosenForm(item)
    if (!chosen.goes) continue
    const common = { material: item.material as MaterialNumber, ...namedOf(item), shownAs: chosen.shownAs }
    if (chosen.documentId !== null) {
      const document = documents.find(({ id }) => id === chosen.documentId)
      if (!document?.digest) throw new Refusal('file-not-yours')
      found.push({ ...common, mediaType: docxType, ending: '.docx', object: document.digest })
      continue
    }
    const [attachment] = await attachmentsByIds(ctx, chosen.attachmentId === null ? [] : [chosen.attachmentId])
    if (attachment?.organisationId !== actingOrganisation(ctx)) throw new Refusal('file-not-yours')
    if (chosen.shownAs !== 'confidential' && attachment.confidential)
      throw new Refusal(chosen.shownAs === 'masked' ? 'masked-is-confidential' : 'file-not-yours', { name: item.title })
    await claimAttachments(ctx, [attachment.id], referralId)
    const { mediaType, name, sha256: object } = attachment
    found.push({ ...common, mediaType, ending: safeEnding(name), object })
  }
  return found
}

const namedOf = ({ title, provenance, reason }: PacketDraft['items'][number]) => ({ title, provenance, reason })

const safeEnding = (name: string) => (/^\.[a-z0-9]{1,10}$/i.test(extname(name)) ? extname(name).toLowerCase() : '')

async function measured(ctx: Ctx, { material, title, ending, object }: Source, at: number): Promise<PacketFile> {
  const name = `items/${material}-${String(at + 1).padStart(2, '0')}-${plainTitle(title)}${ending}`
  const [first, second] = [createHash('sha256'), createSm3()]
  let sizeBytes = 0
  for await (const piece of ctx.world.objects.read(object)) {
    first.update(piece)
    second.update(piece)
    sizeBytes += piece.length
  }
  const digest = first.digest('hex')
  if (digest !== object) throw new Refusal('file-damaged', { name: title })
  return { name, sizeBytes, sha256: digest, sm3: toHex(second.digest()) }
}

/** As part of a file name on every system. */
const plainTitle = (title: string) =>
  [...title.normalize('NFC').replace(/[\p{Cc}\p{Cf}\s<>:"/\\|?*.]+/gu, '_')].slice(0, 60).join('')

async function kept(ctx: Ctx, name: string, text: string): Promise<PacketFile> {
  const bytes = utf8(text)
  await putObject(ctx, bytes)
  return { name, sizeBytes: bytes.length, sha256: toHex(sha256(bytes)), sm3: toHex(sm3(bytes)) }
}

export async function putObject({ world }: Pick<Ctx, 'world'>, bytes: Uint8Array): Promise<string> {
  const pieces = (async function* () {
    yield bytes
  })()
  return (await world.objects.put(pieces, bytes.length)).sha256
}

/** The row of a packet that was fixed. */
export const frozenRow = (ctx: Ctx, manifest: PacketManifest): store.Frozen => ({
  number: manifest.number,
  frozenBy: actingPerson(ctx),
  frozenAt: manifest.frozenAt,
  manifest: encodeManifest(manifest),
  salt: randomBytes(32),
  blind: randomBytes(32),
  requestId: randomBytes(16),
})
