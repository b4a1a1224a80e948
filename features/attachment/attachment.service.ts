import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { type attachmentContract, maxAttachmentBytes } from './attachment.contract.ts'
import * as store from './attachment.store.ts'

export const attachmentService: Service<typeof attachmentContract, Ctx> = {
  async upload(ctx, { name, mediaType }) {
    if (!ctx.call.upload) throw new TypeError('the upload door has a body')
    const { sha256, sizeBytes } = await ctx.world.objects.put(ctx.call.upload, maxAttachmentBytes)
    if (sizeBytes === 0) throw new Refusal('empty-file')
    return store.addAttachment(ctx, {
      organisationId: actingOrganisation(ctx),
      name: safeName(name),
      mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream',
      sizeBytes,
      sha256,
      uploadedBy: actingPerson(ctx),
    })
  },

  async list(ctx, page) {
    const attachments = await store.listAttachments(ctx, page)
    return { attachments, next: attachments.length === page.limit ? attachments.at(-1)!.id : null }
  },

  async download(ctx, { id }) {
    const attachment = await store.findAttachment(ctx, id)
    if (attachment.confidential) throw new Refusal('look-needed')
    const isOthers = !attachment.published && attachment.organisationId !== ctx.actor.organisation?.id
    if (isOthers) await store.recordLook(ctx, id, attachment.organisationId)
    return contentOf(ctx, attachment)
  },
}

/** The file as a door hands it out. A confidential one only through the door of the sub-dossier, which records the look. */
export const contentOf = (
  ctx: Ctx,
  { name, mediaType, sha256 }: { name: string; mediaType: string; sha256: string },
) => ({
  name,
  mediaType,
  content: { file: ctx.world.objects.pathOf(sha256) },
})

/** A file name as a file name: no folders, no control signs, nothing that turns the reading direction around. */
export const safeName = (name: string): string =>
  name
    .normalize('NFC')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+$/, '')
    .trim() || 'file'

/**
 * Attachments that this organisation may attach to its own records.
 * @throws Refusal `not-found` when one of them is not its own
 */
export async function ownAttachments(ctx: Ctx, ids: readonly string[]) {
  const found = await store.findAttachments(ctx, ids)
  const mine = found.filter(({ organisationId }) => organisationId === actingOrganisation(ctx))
  if (mine.length !== new Set(ids).size) throw new Refusal('not-found')
  return mine
}

/**
 * Puts an organisation's own files into a matter: from then on they are seen by whoever may see the matter.
 * @throws Refusal `not-found` when one of them is not its own
 */
export async function claimAttachments(
  ctx: Ctx,
  ids: readonly string[],
  matterId: string,
  { confidential = false }: { readonly confidential?: boolean } = {},
) {
  const mine = await ownAttachments(ctx, ids)
  await store.claim(ctx, ids, matterId, confidential)
  return mine
}

/** Puts files that somebody sent into the matter that was opened for them. For jobs: whose files they are was asked when they were sent. */
export const putIntoMatter = (ctx: Ctx, ids: readonly string[], matterId: string) =>
  store.claim(ctx, ids, matterId, false)

/** Who of another organisation took these files, and when. */
export const looksAtAttachments = store.looksAt

export const attachmentsByIds = store.findAttachments
export const publishAttachments = store.publish
