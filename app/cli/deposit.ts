import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { encodedEntryOf } from '../../evidence/opening-file.ts'
import { filesOf, type SealFiles } from '../seal/seal-root.ts'
import { baseOfOpening, soundOpening } from './check.ts'
import { depositAndKeep, fetchReceipt, type Kept, keptFacts, keptWords, readPromise } from './keep-evidence.ts'
import { depositKey, logServer, serverAddress } from './log-server.ts'
import { noMoreThan } from './positionals.ts'
import { wholeNumber } from './seal.ts'

const help = `shoumi deposit FILE.tsopening --server URL [--label 名称] [--key-file F] [--wait SECONDS] [--json]
shoumi deposit FILE.tsopening --finish

  把已封存的清单登记到日志：只送出一个承诺值（91 字节）和 --label 的名称。重复登记得到同一位置。
  Deposits what was sealed before: only the commitment, 91 bytes, and the label are sent. Doing it again gives the same place.

  --server URL    登记到这台服务器的日志 / the server whose log it goes into
  --label 名称    存证在平台上的名称，默认为空 / what the deposit is called on the platform; nothing by default
  --key-file F    存证密钥文件；也可用环境变量 SHOUMI_KEY / file with the deposit key, or SHOUMI_KEY
  --finish        取回上次还没有签发的凭证 / fetch a receipt that was not there last time
  --wait SECONDS  等待凭证的时间，默认 30 / how long to wait for the receipt, 30 by default
  --json          机器可读 / machine-readable

  例 / examples
    SHOUMI_KEY=… npx shoumi deposit 图纸.tsopening --server https://shoumi.example.cn
    npx shoumi deposit 图纸.tsopening --finish

  退出码：0 凭证已在手，1 未成，或凭证尚未签发，2 用法。
  Exit codes: 0 the receipt is there, 1 failed, or there is no receipt yet, 2 usage.`

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
  noMoreThan(1, positionals)
  const entry = encodedEntryOf(soundOpening(file))
  const files = filesOf(resolve(baseOfOpening(file)))
  const waitSeconds = wholeNumber('--wait', values.wait, 0, 3600)
  const kept = values.finish
    ? await finish(files, entry, waitSeconds)
    : await depositAndKeep(logServer(serverAddress(values.server)), files, {
        ...{ key: depositKey(values['key-file']), entry, label: values.label, waitSeconds },
      })
  if (values.json) console.log(JSON.stringify(keptFacts(kept), null, 2))
  else for (const line of keptWords(kept)) console.log(line)
  return kept.state === 'receipt' ? 0 : 1
}

function finish(files: SealFiles, entry: Uint8Array, waitSeconds: number): Promise<Kept> {
  const { log, promised } = readPromise(files.promise)
  return fetchReceipt(log, files, { promised, entry, waitSeconds })
}
