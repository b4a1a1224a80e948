import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { policyDigest, type Receipt } from '../../evidence/receipt.ts'
import { decodeTrust, type Trust, trustOfPolicy } from '../../evidence/trust.ts'
import { CliError } from './cli-error.ts'

/**
 * Which logs this user believes. What a server says when something is first deposited there is kept, as SSH keeps host
 * keys: from then on a receipt of that log under other keys is noticed. A file from another source can be given instead.
 */
const folder = () => join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'shoumi', 'trust')

/** @throws CliError when the file is neither a policy nor a trust file */
export function readTrust(file: string): Trust {
  const text = readFileSync(file, 'utf8')
  try {
    return text.trimStart().startsWith('{') ? decodeTrust(text) : trustOfPolicy(text)
  } catch (error) {
    if (error instanceof EvidenceError)
      throw new CliError(`${file} 不是策略文件，也不是信任文件。 / ${file} is neither a policy nor a trust file.`, 2)
    throw error
  }
}

export const nobody: Trust = { policy: 'quorum none\n', logKeys: [], timestampRoots: [] }

/** The one that the receipt was made under, or else any that knows its log. */
export function knownTrust(receipt: Receipt): Trust {
  if (!existsSync(folder())) return nobody
  const all = readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .map((name) => readTrust(join(folder(), name)))
  const origins = new Set(receipt.logKeys.map(({ name }) => name))
  return (
    all.find(({ policy }) => policyDigest(policy) === receipt.policy) ??
    all.find(({ logKeys }) => logKeys.some(({ name }) => origins.has(name))) ??
    nobody
  )
}

export type Remembered = 'new' | 'known'

/**
 * Keeps what a server says about its log, the first time; afterwards only adds what does not contradict.
 *
 * @param source - the server's `/log/trust.json`
 * @throws CliError when the server now gives another key for a log that is known
 */
export function rememberTrust(source: string): Remembered {
  const trust = decodeTrust(source)
  const before = existsSync(folder())
    ? readdirSync(folder())
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readTrust(join(folder(), name)).logKeys)
    : []
  for (const key of trust.logKeys) {
    const known = before.find(({ name, type }) => name === key.name && type === key.type)
    if (known && Buffer.compare(known.publicKey, key.publicKey) !== 0)
      throw new CliError(
        `服务器给出的日志公钥与以前记下的不同（${key.name}）。可能有人冒充，也可能日志已换钥：请向运行方核实。 / the server now gives another key for ${key.name}: somebody may be impersonating it; ask who runs it.`,
      )
  }
  mkdirSync(folder(), { recursive: true, mode: 0o700 })
  const file = join(folder(), `${policyDigest(trust.policy)}.json`)
  if (existsSync(file)) return 'known'
  writeFileSync(`${file}.new`, source, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return before.length > 0 ? 'known' : 'new'
}
