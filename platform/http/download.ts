import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Download } from '../../core/contract.ts'

/** Sends a file as an attachment that no browser will run; a finished file can be fetched in parts and resumed. */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, mediaType, content }: Download,
) {
  reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
  if ('bytes' in content) return reply.send(Buffer.from(content.bytes))
  const { size, mtimeMs } = await stat(content.file)
  const tag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
  reply.header('accept-ranges', 'bytes').header('etag', tag)
  const range = requestedRange(request.headers.range, size)
  const ifRange = request.headers['if-range']
  if (range === null || (ifRange !== undefined && ifRange !== tag))
    return reply.header('content-length', size).send(createReadStream(content.file))
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  return reply
    .code(206)
    .header('content-range', `bytes ${range.first}-${range.last}/${size}`)
    .header('content-length', range.last - range.first + 1)
    .send(createReadStream(content.file, { start: range.first, end: range.last }))
}

/** One range is enough to resume; a request for several is answered whole. @source RFC 9110 §14.2 */
export function requestedRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | 'unsatisfiable' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const first = found[1] === '' ? Math.max(0, size - Number(found[2])) : Number(found[1])
  const last = found[1] === '' || found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1)
  return first > last || first >= size ? 'unsatisfiable' : { first, last }
}
