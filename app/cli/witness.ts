import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fromBase64, toBase64, toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256 } from '../../evidence/digest.ts'
import {
  decodeVerifierKey,
  encodeVerifierKey,
  isKeyName,
  type SignerKey,
  type VerifierKey,
  verifierOf,
} from '../../evidence/note.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { cosign, decideCheckpoint, type Witnessed } from '../../evidence/witness.ts'
import { CliError } from './cli-error.ts'

const help = `shoumi witness --name NAME [--log VKEY]… [--policy FILE] [--data DIR] [--port N] [--host H]

  为他人的存证日志作见证：只在日志确实只增不改时签名。协议 c2sp.org/tlog-witness。
  Watches logs of others and signs only what continues what it saw. Protocol c2sp.org/tlog-witness.

  由运行日志的一方自己见证，不增加可信度；请由法院、公证处或协作地区各自运行。
  A witness run by those who run the log adds no trust: let a court, a notary or another district run it.

  --name NAME     见证人名称，如 witness.example.cn/shoumi / the name it signs as
  --log VKEY      要见证的日志公钥，可写多个 / the verifier key of a log, more than once
  --policy FILE   从策略文件读取日志公钥 / take the logs from a policy file
  --data DIR      密钥与记忆所在文件夹，默认 ./witness / where its key and its memory are kept
  --port N        默认 8410 / default 8410
  --host H        默认 127.0.0.1 / default 127.0.0.1

  例 / example
    curl -s https://shoumi.example.cn/log/policy > shoumi.policy
    npx shoumi witness --name witness.example.cn/shoumi --policy shoumi.policy --data /var/lib/witness

  启动后打印的公钥请交给日志一方，写入 LOG_WITNESSES 文件。
  Hand the key it prints to who runs the log; it belongs into the file that LOG_WITNESSES names.`

export async function witness(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      name: { type: 'string' },
      log: { type: 'string', multiple: true, default: [] },
      policy: { type: 'string' },
      data: { type: 'string', default: 'witness' },
      port: { type: 'string', default: '8410' },
      host: { type: 'string', default: '127.0.0.1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  if (!values.name || !isKeyName(values.name))
    throw new CliError('请用 --name 写明见证人名称（不含空格和加号）。 / give --name, without spaces or plus signs', 2)
  const logs = values.log.map(decodeVerifierKey)
  if (values.policy) logs.push(...readPolicy(readFileSync(values.policy, 'utf8')).logs.map(({ key }) => key))
  if (logs.length === 0)
    throw new CliError('请用 --log 或 --policy 写明要见证的日志。 / name a log with --log or --policy', 2)
  const opened = openWitness({ name: values.name, dataDir: resolve(values.data), logs })
  await new Promise<void>((ready, failed) => {
    opened.server.once('error', failed)
    opened.server.listen(Number(values.port), values.host, ready)
  })
  const keys = opened.verifierKeys.map(encodeVerifierKey)
  if (values.json) console.log(JSON.stringify({ name: values.name, keys, logs: logs.map(({ name }) => name) }))
  else {
    console.log(`见证服务已启动 / witness on http://${values.host}:${values.port}`)
    // Each line has a name of its own, so that both can be pasted into one policy.
    const short = values.name.replaceAll(/[^\w.-]/g, '-')
    for (const key of opened.verifierKeys)
      console.log(
        `witness ${short}${key.type === 'ml-dsa-44' ? '-ml-dsa' : ''} ${encodeVerifierKey(key)} http://${values.host}:${values.port}/`,
      )
  }
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => opened.server.close(() => stop()))
  })
  return 0
}

export type OpenedWitness = { readonly server: Server; readonly verifierKeys: readonly VerifierKey[] }

/** Not listening yet. What it remembers is durable before any signature leaves. */
export function openWitness({
  name,
  dataDir,
  logs,
  clock = () => Math.floor(Date.now() / 1000),
}: {
  name: string
  dataDir: string
  logs: readonly VerifierKey[]
  clock?: () => number
}): OpenedWitness {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const signers = readSigners(join(dataDir, 'key.json'), name)
  const fileOf = (origin: string) => join(dataDir, `${toHex(sha256(utf8(origin)))}.checkpoint`)
  const last = (origin: string): Witnessed | null => {
    if (!existsSync(fileOf(origin))) return null
    const [, size = '', root = ''] = readFileSync(fileOf(origin), 'utf8').split('\n')
    return { size: Number(size), root: fromBase64(root) }
  }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    try {
      const [, kept] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(request.url ?? '') ?? []
      if (request.method === 'GET' && kept) {
        const file = join(dataDir, `${kept}.checkpoint`)
        return existsSync(file) ? answer(200, readFileSync(file, 'utf8')) : answer(404, 'never seen\n')
      }
      if (request.method !== 'POST' || request.url !== '/add-checkpoint') return answer(404, 'not found\n')
      const body = await readBody(request)
      if (body === null) return answer(413, 'too large\n')
      // From here to the answer nothing waits, so no other request can come between looking and remembering.
      const decision = decideCheckpoint(body, logs, last)
      if (decision.status === 409)
        return decision.split
          ? answer(409, `${decision.size}\n`, 'text/x.tlog.size; split=1')
          : answer(409, `${decision.size}\n`, 'text/x.tlog.size')
      if (decision.status !== 200) return answer(decision.status, `${decision.reason}\n`)
      const lines = cosign(signers, decision.text, clock())
      writeDurably(fileOf(decision.origin), `${decision.text}\n${lines}`)
      return answer(200, lines)
    } catch (error) {
      console.error(error instanceof Error ? error.message : 'failed')
      return answer(500, 'failed\n')
    }
  })
  return { server, verifierKeys: signers.map(verifierOf) }
}

function readSigners(file: string, name: string): SignerKey[] {
  if (!existsSync(file))
    writeDurably(file, JSON.stringify({ name, ed25519: toBase64(randomBytes(32)), mlDsa44: toBase64(randomBytes(32)) }))
  const found: { name?: string; ed25519?: string; mlDsa44?: string } = JSON.parse(readFileSync(file, 'utf8'))
  if (found.name !== name)
    throw new CliError(
      `这个文件夹里是另一见证人的密钥：${found.name}。 / this folder holds the key of ${found.name}.`,
      2,
    )
  return [
    { name, type: 'ed25519-cosignature', seed: fromBase64(found.ed25519 ?? '') },
    { name, type: 'ml-dsa-44', seed: fromBase64(found.mlDsa44 ?? '') },
  ]
}

function writeDurably(file: string, text: string): void {
  const incoming = `${file}.new`
  const descriptor = openSync(incoming, 'w', 0o600)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(incoming, file)
  const folder = openSync(join(file, '..'), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const longestBody = 256 * 1024

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > longestBody) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
