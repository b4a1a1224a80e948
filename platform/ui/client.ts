import { z } from 'zod'
import type { Endpoint } from '../../core/contract.ts'
import { fillPath, queryOf } from '../../core/paths.ts'
import { locales } from '../../core/words.ts'

const Said = z.record(z.enum(locales), z.string())
const Reply = z.object({
  code: z.string(),
  message: Said,
  detail: z.record(z.string(), z.unknown()).optional(),
  issues: z.array(z.object({ field: z.string(), message: Said })).optional(),
  requestId: z.string(),
})
export type Reply = z.infer<typeof Reply>

/** What the server refused with, in words; `code` is `unreachable` when it did not answer at all. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly reply: Reply
  readonly status: number
  constructor(reply: Reply, status: number) {
    super(reply.code)
    this.reply = reply
    this.status = status
  }
}

const unreachable: Reply = {
  code: 'unreachable',
  message: {
    'zh-CN': '连不上服务器，请检查网络后重试。您填写的内容还在。',
    en: 'The server cannot be reached. Check the network and try again; what you entered is still here.',
  },
  requestId: '—',
}

function asError(body: unknown, status: number): ApiError {
  const parsed = Reply.safeParse(body)
  return new ApiError(parsed.success ? parsed.data : unreachable, status)
}

/** Calls one door. @throws ApiError */
export async function callDoor<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const { path, rest } = fillPath(endpoint.path, input as Record<string, unknown>)
  const inQuery = endpoint.method === 'GET'
  const response = await fetch(inQuery ? path + queryOf(rest) : path, {
    method: endpoint.method,
    credentials: 'same-origin',
    ...(!inQuery && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) }),
  }).catch(() => {
    throw new ApiError(unreachable, 0)
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw asError(body, response.status)
  return body as z.output<O>
}

/** The address of a door that answers with a file: the browser fetches it, and can resume. */
export function urlOf<I extends z.ZodType>(endpoint: Endpoint<I>, input: z.input<I>): string {
  const { path, rest } = fillPath(endpoint.path, input as Record<string, unknown>)
  return path + queryOf(rest)
}

/** Sends one file; `onProgress` gets whole percents. @throws ApiError */
export function uploadTo<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  file: File,
  onProgress: (percent: number) => void,
): Promise<z.output<O>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, urlOf(endpoint, input))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((loaded * 100) / total))
    request.onerror = () => reject(new ApiError(unreachable, 0))
    request.onload = () =>
      request.status === 200
        ? resolve(request.response as z.output<O>)
        : reject(asError(request.response, request.status))
    request.send(file)
  })
}
