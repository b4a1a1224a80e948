import { readFileSync } from 'node:fs'
import { fillPath } from '../../core/paths.ts'
import { toBase64, toHex } from '../../evidence/bytes.ts'
import { verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { decodeReceipt, parseJson, type Receipt } from '../../evidence/receipt.ts'
import { decodeTrust, type Trust } from '../../evidence/trust.ts'
import { depositContract } from '../../features/deposit/deposit.contract.ts'
import { CliError } from './cli-error.ts'
import { explainedIn } from './explained.ts'
import type { Promised } from './promise-file.ts'

export type LogServer = ReturnType<typeof logServer>

const waitMs = 500
const requestTimeoutMs = 30_000
const keyAdvice =
  '请在平台的“存证密钥”页面新建密钥，放入环境变量 SHOUMI_KEY，或存成文件用 --key-file 指定。 / make one on the page “Deposit keys” and put it into SHOUMI_KEY, or into a file named by --key-file.'

/**
 * The key that may deposit, from `--key-file` or the environment; never from the command line, where others could read it.
 *
 * @throws CliError when there is none, or it cannot be one
 */
export function depositKey(keyFile: string | undefined): string {
  const key = (keyFile === undefined ? process.env['SHOUMI_KEY'] : readKey(keyFile))?.trim()
  if (!key) throw new CliError(`没有存证密钥。${keyAdvice.replace(' / ', ' / no deposit key: ')}`, 2)
  if (!/^shoumi_deposit_[\w-]+$/.test(key))
    throw new CliError(
      `存证密钥的格式不对，应以 shoumi_deposit_ 开头。 / this is no deposit key: they begin with shoumi_deposit_.`,
      2,
    )
  return key
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CliError(`读不到密钥文件：${file} / cannot read the key file ${file}`, 2)
  }
}

/** @throws CliError unless it is https, or this very machine */
export function serverAddress(given: string | undefined): string {
  if (given === undefined) throw new CliError('请用 --server 给出服务器的网址。 / name the server with --server.', 2)
  const url = URL.parse(given)
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)))
    throw new CliError(
      `--server 要写完整的 https 地址，例如 https://shoumi.example.cn：${given} / --server takes a whole https address`,
      2,
    )
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** A platform with a log, as a depositor sees it. */
export function logServer(server: string) {
  async function call(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    try {
      const reply = await fetch(`${server}${path}`, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(requestTimeoutMs),
      })
      return { status: reply.status, text: await reply.text() }
    } catch (error) {
      const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
      throw new CliError(`连不上 ${server}（${why}）。 / cannot reach ${server} (${why}).`)
    }
  }
  return {
    server,

    /** What the server says about its log. @throws CliError */
    async trust(): Promise<Trust> {
      const { status, text } = await call('/log/trust.json')
      if (status !== 200) throw refused(server, status, text)
      return explainedIn(`${server}/log/trust.json`, () => decodeTrust(text))
    },

    /**
     * Puts one entry into the log and believes the answer only with a checkpoint that a known key of the log signed.
     * Sending the same entry again gives the same place.
     */
    async deposit(key: string, entry: Uint8Array, trust: Trust, label: string): Promise<Promised> {
      const { method, path } = depositContract.make
      const { status, text } = await call(path, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        // Nothing else: how many files there are and how large they are is nobody's business either.
        body: JSON.stringify({ entries: [toBase64(entry)], label, source: 'command-line' }),
      })
      if (status === 401)
        throw new CliError(
          `存证密钥无效、已过期或已停用。${keyAdvice.replace(' / ', ' / the key is not valid, expired or revoked: ')}`,
        )
      if (status !== 200) throw refused(server, status, text)
      const reply = depositContract.make.output.safeParse(explainedIn(server, () => parseJson(text)))
      if (!reply.success) throw refused(server, status, '')
      const { promise, deposits } = reply.data
      const requestId = toHex(decodeEntry(entry).requestId)
      const place = deposits.find((one) => one.requestId === requestId)
      const checkpoint = explainedIn(server, () => verifyCheckpoint(promise.checkpoint, trust.logKeys))
      // Entered before the log began a new book: only the receipt can show it, and comes at once.
      const isEarlier = place !== undefined && place.origin !== checkpoint.origin
      if (
        !place ||
        (isEarlier ? !trust.logKeys.some(({ name }) => name === place.origin) : place.index >= checkpoint.size)
      )
        throw new CliError('服务器的承诺不含这个条目。 / the promise of the server does not cover this entry.')
      return {
        ...{ format: 'shoumi-promise', v: 1, server, requestId, origin: place.origin, index: place.index },
        checkpoint: isEarlier ? null : promise.checkpoint,
      }
    },

    /** Null when it was not there within the given time. What it is worth is for the caller to see. */
    async receipt(requestId: string, waitSeconds: number): Promise<Receipt | null> {
      const until = Date.now() + waitSeconds * 1000
      for (;;) {
        const { status, text } = await call(fillPath(depositContract.receipt.path, { requestId }).path)
        if (status === 200) return explainedIn(server, () => decodeReceipt(text))
        if (status !== 409) throw refused(server, status, text)
        if (Date.now() + waitMs > until) return null
        await new Promise((resolve) => setTimeout(resolve, waitMs))
      }
    },
  }
}

/** The server's own words where it gave some. */
function refused(server: string, status: number, text: string): CliError {
  const said = wordsIn(text)
  return new CliError(
    said
      ? `${server} 没有接受：${said['zh-CN']} / refused: ${said.en}`
      : `${server} 答复 ${status}，像是另一种服务器。 / ${server} answered ${status}; it may be another kind of server.`,
  )
}

function wordsIn(text: string): { 'zh-CN': string; en: string } | null {
  try {
    const { message, issues } = JSON.parse(text)
    return issues?.[0]?.message?.en ? issues[0].message : typeof message?.en === 'string' ? message : null
  } catch {
    return null
  }
}
