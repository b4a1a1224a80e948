import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import type { FormFile } from '../../platform/http/multipart-form.ts'
import { enqueue } from '../../platform/jobs.ts'
import { safeName } from '../attachment/attachment.service.ts'
import { fileFormats } from './file-metadata/finding.rules.ts'
import { inspectFile } from './file-metadata/inspect-file.ts'
import { Apart, daysToSend, FileFacts, FileFormat, tipLimits } from './tip.schema.ts'
import * as store from './tip.store.ts'
import { getSealed, openJson, placeOf, putSealed, sealJson } from './tip-seal.service.ts'

/** A file as its reporter sees it: with everything that it says beside what it shows. */
export type ReporterFile = {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
  readonly format: FileFormat
  readonly findings: FileFacts['findings']
  readonly apart: Apart | null
  readonly sent: boolean
}

/**
 * Looks at each file, keeps the original apart and a copy without what was found; both sealed before they touch a disk.
 * Nobody but the reporter sees them until they are sent.
 *
 * @throws Refusal `too-many-files`, `file-empty`, `file-bomb`; then none of them is kept
 */
export async function addFiles(ctx: Ctx, channelId: string, files: readonly FormFile[]): Promise<void> {
  if ((await store.filesOf(ctx, channelId)).length + files.length > tipLimits.filesInAll)
    throw new Refusal('too-many-files', { most: tipLimits.filesInAll })
  if (files.some(({ bytes }) => bytes.length === 0)) throw new Refusal('file-empty')
  for (const { name, bytes } of files) {
    const id = await store.newId(ctx)
    const { format, findings, copy, apart } = await inspectFile(bytes)
    const sealedCopy = copy && copy.length > 0 ? await putSealed(ctx, copy, placeOf.copy(id)) : null
    const original = await putSealed(ctx, bytes, placeOf.original(id))
    await store.insertFile(ctx, {
      id,
      channelId,
      format,
      sizeBytes: bytes.length,
      found: [...new Set(findings.map(({ kind }) => kind))],
      apart,
      sealedFacts: sealJson(ctx, { name: safeName(name).slice(0, 200), findings }, placeOf.facts(id)),
      copyObject: sealedCopy?.object ?? null,
      sealedCopyKey: sealedCopy?.sealedKey ?? null,
      addedAt: ctx.now.toString(),
      original,
    })
    await watchOver(ctx, id, [original.object, ...(sealedCopy ? [sealedCopy.object] : [])])
  }
}

/** Once it can no longer be sent, what lies in the object store is destroyed unless it was. */
export const watchOver = (ctx: Pick<Ctx, 'db' | 'now'>, fileId: string, objects: readonly string[]) =>
  enqueue(
    ctx.db,
    'tip:destroy-unsent',
    { fileId, objects },
    { key: `tip-file/${fileId}`, runAt: ctx.now.add({ hours: 24 * (daysToSend + 1) }) },
  )

export async function filesForReporter(ctx: Ctx, channelId: string): Promise<ReporterFile[]> {
  return (await store.filesOf(ctx, channelId)).map((row) => ({
    id: row.id,
    sizeBytes: row.sizeBytes,
    format: FileFormat.parse(row.format),
    apart: row.apart === null ? null : Apart.parse(row.apart),
    sent: row.sentAt !== null,
    ...openJson(ctx, FileFacts, row.sealedFacts, placeOf.facts(row.id)),
  }))
}

/** Only of what was not sent; what was sent belongs to the record. */
export const removeFile = (ctx: Ctx, id: string) => store.removeFile(ctx, id)

/** @param agreed - files whose originals may be read, where no copy can be made; those that could do harm are left out */
export async function sendFiles(ctx: Ctx, channelId: string, agreed: readonly string[]): Promise<number> {
  const waiting = (await store.filesOf(ctx, channelId)).filter(({ sentAt }) => sentAt === null)
  const may = waiting.filter(({ id, apart }) => apart === 'cannot-be-cleaned' && agreed.includes(id))
  await store.sendFiles(
    ctx,
    channelId,
    ctx.now.toString(),
    may.map(({ id }) => id),
  )
  return waiting.length
}

/** What may be read of a file without anybody's release. */
export const readableAs = ({ copyObject, agreed, apart }: store.FileRow): 'copy' | 'original' | 'no' =>
  copyObject !== null ? 'copy' : agreed && apart === 'cannot-be-cleaned' ? 'original' : 'no'

/** Called by its number and kind, not as the reporter called it: a name may name somebody. */
const shownName = (number: number, format: FileFormat) => `附件${number}.${fileFormats[format].ending}`

type Shown = {
  readonly name: string
  readonly mediaType: string
  readonly content: { readonly bytes: Uint8Array<ArrayBuffer> }
}

/** @throws Refusal `file-apart` when it may only be seen with a release */
export async function readingCopy(ctx: Ctx, file: store.FileRow, number: number): Promise<Shown> {
  const format = FileFormat.parse(file.format)
  const bytes =
    file.copyObject !== null && file.sealedCopyKey !== null
      ? await getSealed(ctx, { object: file.copyObject, sealedKey: file.sealedCopyKey }, placeOf.copy(file.id))
      : readableAs(file) === 'original'
        ? await originalBytes(ctx, file.id)
        : null
  if (!bytes) throw new Refusal('file-apart')
  return {
    name: shownName(number, format),
    mediaType: fileFormats[format].type,
    content: { bytes: new Uint8Array(bytes) },
  }
}

/** Whoever may not see it does not find it. */
export async function originalOf(ctx: Ctx, file: store.FileRow): Promise<Shown> {
  const { name } = openJson(ctx, FileFacts, file.sealedFacts, placeOf.facts(file.id))
  // Never as what it is: whatever it holds, no program opens it by itself.
  return {
    name,
    mediaType: 'application/octet-stream',
    content: { bytes: new Uint8Array(await originalBytes(ctx, file.id)) },
  }
}

async function originalBytes(ctx: Ctx, fileId: string): Promise<Buffer> {
  const { object, sealedKey } = await store.findOriginal(ctx, fileId)
  return getSealed(ctx, { object, sealedKey }, placeOf.original(fileId))
}
