import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { encodedEntryOf, type OpeningFile } from '../../evidence/opening-file.ts'
import { filesOf } from '../seal/seal-root.ts'
import { soundOpening } from './check.ts'
import { depositAndKeep, fetchReceipt, type Kept, keptWords, readPromise } from './keep-evidence.ts'
import { depositKey, logServer, serverAddress } from './log-server.ts'
import { wholeNumber } from './seal.ts'

const help = `shoumi deposit FILE.tsopening --server URL [--label 名称] [--key-file F] [--wait SECONDS] [--json]
shoumi deposit FILE.tsopening --finish

  把已封存的清单登记到日志：只送出一个承诺值（不到 200 字节）。重复登记得到同一位置。
  Deposits what was sealed before: only the commitment is sent, less than 200 bytes. Doing it again gives the same place.

  --finish        取回上次还没有签发的凭证 / fetch a receipt that was not there last time

  例 / examples
    SHOUMI_KEY=… npx shoumi deposit 图纸.tsopening --server https://shoumi.example.cn
    npx shoumi deposit 图纸.tsopening --finish`

export async function deposit(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      server: { type: 'string' },
      label: { type: 'string', default: '' },
      'key-file': { type: 'string' },
      wait: { type: 'string', default: '30' },
      finish: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (values.help || !file) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const opening = soundOpening(file)
  const files = filesOf(resolve(file).replace(/\.tsopening$/, ''))
  const entry = encodedEntryOf(opening)
  const waitSeconds = wholeNumber('--wait', values.wait, 0, 3600)
  const kept = values.finish
    ? await finish(files, entry, waitSeconds)
    : await depositAndKeep(logServer(serverAddress(values.server ?? '')), files, {
        ...{ key: depositKey(values['key-file']), entry, waitSeconds },
        note: { label: values.label, ...countsOf(opening) },
      })
  if (values.json) console.log(JSON.stringify({ state: kept.state, file: kept.file, ...kept.promised }, null, 2))
  else for (const line of keptWords(kept)) console.log(line)
  return kept.state === 'receipt' ? 0 : 1
}

function finish(files: ReturnType<typeof filesOf>, entry: Uint8Array, waitSeconds: number): Promise<Kept> {
  const { log, promised } = readPromise(files.promise)
  return fetchReceipt(log, files, { promised, entry, waitSeconds })
}

/** What a server may be told of a seal besides its commitment. */
export function countsOf(opening: OpeningFile) {
  let [fileCount, totalBytes] = [0, 0]
  for (const { kind, sizeBytes } of opening.records())
    if (kind === 'file') {
      fileCount++
      totalBytes += sizeBytes
    }
  return { fileCount, totalBytes }
}
