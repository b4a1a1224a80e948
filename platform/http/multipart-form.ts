import { Busboy } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../core/refusal.ts'

/** A file as it came with a form. The name is what the sender's device says: hostile until proven otherwise. */
export type FormFile = { readonly field: string; readonly name: string; readonly bytes: Buffer }
export type MultipartForm = {
  /** Of a repeated name the first value counts. */
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly FormFile[]
}
export type FormLimits = { readonly fileBytes: number; readonly files: number; readonly totalBytes: number }

const fieldBytes = 64 * 1024
const fieldCount = 60
/** A sender that is too much is listened to for so long, so that its browser reads the answer instead of a broken line. */
const patienceMs = 20_000

/**
 * A plain form with files, read into memory: it stays within `totalBytes`, and nothing of it is ever written to disk in
 * the clear. An empty file field (nothing chosen) is left out.
 *
 * @throws Refusal `too-large` with what is too large; `invalid-input` for what is no such form, or breaks off
 */
export async function readMultipart(request: FastifyRequest, limits: FormLimits): Promise<MultipartForm> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal('invalid-input')
  if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes) {
    await hearOut(request)
    throw tooLarge(limits)
  }
  const fields: Record<string, string> = {}
  const files: FormFile[] = []
  let [total, excess] = [0, false]
  const parser = parserOf(type, limits)
  const over = () => {
    excess = true
  }
  parser
    .on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut) over()
      if (!Object.hasOwn(fields, name)) fields[name] = value
    })
    .on('file', (field, stream, name) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', over)
      stream.on('error', () => undefined)
      stream.on('end', () => {
        if (name || chunks.length > 0) files.push({ field, name: name ?? '', bytes: Buffer.concat(chunks) })
      })
    })
    .on('partsLimit', over)
    .on('filesLimit', over)
    .on('fieldsLimit', over)
  const finished = new Promise<void>((resolve, reject) => {
    parser.once('finish', resolve)
    parser.once('error', () => reject(new Refusal('invalid-input')))
  })
  finished.catch(() => undefined)
  try {
    for await (const chunk of request.raw.iterator({ destroyOnReturn: false })) {
      total += (chunk as Buffer).length
      if (total > limits.totalBytes) excess = true
      if (excess) break
      if (!parser.write(chunk)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), finished])
    }
  } catch (error) {
    // The line broke, or what came is no form.
    throw error instanceof Refusal ? error : new Refusal('invalid-input')
  }
  if (excess) {
    await hearOut(request)
    throw tooLarge(limits)
  }
  parser.end()
  await finished
  if (excess) throw tooLarge(limits)
  return { fields, files }
}

function parserOf(type: string, { fileBytes, files }: FormLimits) {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: {
        fieldSize: fieldBytes,
        fields: fieldCount,
        fileSize: fileBytes,
        files,
        parts: fieldCount + files,
        headerPairs: 20,
        headerSize: 4096,
      },
    })
  } catch {
    throw new Refusal('invalid-input')
  }
}

const tooLarge = ({ fileBytes, files, totalBytes }: FormLimits) =>
  new Refusal('too-large', { fileBytes, files, totalBytes })

/** Reads on and keeps nothing. */
const hearOut = ({ raw }: FastifyRequest): Promise<void> =>
  new Promise((resolve) => {
    if (raw.destroyed || raw.readableEnded) return resolve()
    const stop = setTimeout(resolve, patienceMs)
    for (const event of ['end', 'close', 'error'])
      raw.once(event, () => {
        clearTimeout(stop)
        resolve()
      })
    raw.resume()
  })
