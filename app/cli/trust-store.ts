import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { equalBytes } from '../../evidence/bytes.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import type { VerifierKey } from '../../evidence/note.ts'
import { policyDigest, type Receipt } from '../../evidence/receipt.ts'
import { decodeTrust, encodeTrust, type Trust, trustInNobody, trustOfPolicy } from '../../evidence/trust.ts'
import { CliError } from './cli-error.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Which logs this user believes. What a server says when something is first deposited there is kept, as SSH keeps host
 * keys: from then on a receipt of that log under other keys is noticed. A file from another source can be given instead.
 */
const folder = () => join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'shoumi', 'trust')

/** @throws CliError when the file is neither a policy nor a trust file */
export function readTrust(file: string): Trust {
  if (!existsSync(file)) throw new CliError(`没有这个文件：${file} / there is no such file: ${file}`, 2)
  const text = readFileSync(file, 'utf8')
  try {
    return text.trimStart().startsWith('{') ? decodeTrust(text) : trustOfPolicy(text)
  } catch (error) {
    if (error instanceof EvidenceError)
      throw new CliError(`${file} 不是策略文件，也不是信任文件。 / ${file} is neither a policy nor a trust file.`, 2)
    throw error
  }
}

type Known = { readonly file: string; readonly trust: Trust }

const known = (): Known[] =>
  existsSync(folder())
    ? readdirSync(folder())
        .filter((name) => name.endsWith('.json'))
        .map((name) => ({ file: join(folder(), name), trust: readTrust(join(folder(), name)) }))
    : []

/** The one that the receipt was made under, or else any that knows its log. */
export function knownTrust(receipt: Receipt): Trust {
  const all = known().map(({ trust }) => trust)
  const origins = new Set(receipt.logKeys.map(({ name }) => name))
  return (
    all.find(({ policy }) => policyDigest(policy) === receipt.policy) ??
    all.find(({ logKeys }) => logKeys.some(({ name }) => origins.has(name))) ??
    trustInNobody
  )
}

/**
 * Keeps what a server says about its log, the first time; afterwards only adds what does not contradict.
 *
 * @throws CliError when the server now gives another key for a log that is known
 */
export function rememberTrust(told: Trust): void {
  const before = known()
  for (const key of told.logKeys)
    for (const { file, trust } of before)
      if (trust.logKeys.some((one) => isOther(one, key)))
        throw new CliError(
          `服务器给出的日志公钥与以前记下的不同（${key.name}）。可能有人冒充，也可能日志已换钥：请向运行方核实；确认无误后删除 ${file} 再试。 / the server now gives another key for ${key.name}: somebody may be impersonating it. Ask who runs it; once that is settled delete ${file} and try again.`,
        )
  const file = join(folder(), `${policyDigest(told.policy)}.json`)
  const kept = before.find((one) => one.file === file)?.trust
  const roots = kept?.timestampRoots ?? []
  const added = told.timestampRoots.filter(
    (root) => !roots.some((one) => equalBytes(one.certificate, root.certificate)),
  )
  const keys = kept?.logKeys ?? []
  const addedKeys = told.logKeys.filter((key) => !keys.some((one) => one.name === key.name && one.type === key.type))
  if (kept && added.length === 0 && addedKeys.length === 0) return
  mkdirSync(folder(), { recursive: true, mode: 0o700 })
  const all = { ...told, logKeys: [...keys, ...addedKeys], timestampRoots: [...roots, ...added] }
  writeWhole(file, `${JSON.stringify(encodeTrust(all), null, 2)}\n`)
}

const isOther = (a: VerifierKey, b: VerifierKey) =>
  a.name === b.name && a.type === b.type && !equalBytes(a.publicKey, b.publicKey)
