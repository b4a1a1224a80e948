import { toHex } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import { decodeVerifierKey, type VerifierKey } from './note.ts'

/** Which logs are believed, which witnesses are known, and how many of them must have signed. */
export type Policy = {
  readonly logs: readonly { readonly key: VerifierKey; readonly url: string | null }[]
  readonly witnesses: readonly { readonly name: string; readonly key: VerifierKey; readonly url: string | null }[]
  readonly groups: readonly { readonly name: string; readonly threshold: number; readonly members: readonly string[] }[]
  /** A witness, a group, or 'none'. */
  readonly quorum: string
}

const mostLines = 1024

/**
 * @throws EvidenceError `policy-malformed` with the number of the line
 * @source c2sp.org/tlog-policy
 */
export function readPolicy(text: string): Policy {
  const logs: Policy['logs'][number][] = []
  const witnesses: Policy['witnesses'][number][] = []
  const groups: Policy['groups'][number][] = []
  const used = new Set<string>()
  const keys = new Set<string>()
  let quorum: string | null = null
  const lines = text.split('\n')
  if (lines.length > mostLines) throw new EvidenceError('too-large')
  lines.forEach((line, at) => {
    const wrong = (reason: string) => new EvidenceError('policy-malformed', { line: at + 1, reason })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them, so they must be looked for.
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) throw wrong('control character')
    const [word, ...items] = line.split(/[ \t]+/).filter((item) => item !== '')
    if (!word || word.startsWith('#')) return
    const defined = (name: string) => [...witnesses, ...groups].some((one) => one.name === name)
    const fresh = (name: string | undefined) => {
      if (!name || name === 'none' || defined(name)) throw wrong('name missing or taken')
      return name
    }
    const key = (vkey: string | undefined, types: readonly string[]) => {
      let found: VerifierKey
      try {
        found = decodeVerifierKey(vkey ?? '')
      } catch (error) {
        throw error instanceof EvidenceError ? wrong('not a verifier key') : error
      }
      if (!types.includes(found.type)) throw wrong('key of another kind')
      const bytes = `${found.type} ${toHex(found.publicKey)}`
      if (keys.has(bytes)) throw wrong('the key stands twice')
      keys.add(bytes)
      return found
    }
    if (word === 'log' && items.length >= 1 && items.length <= 2)
      logs.push({ key: key(items[0], ['ed25519', 'ml-dsa-44', 'sm2']), url: items[1] ?? null })
    else if (word === 'witness' && items.length >= 2 && items.length <= 3)
      witnesses.push({
        name: fresh(items[0]),
        key: key(items[1], ['ed25519-cosignature', 'ml-dsa-44']),
        url: items[2] ?? null,
      })
    else if (word === 'group' && items.length >= 3) {
      const [name, rule = '', ...members] = items
      const threshold =
        rule === 'all' ? members.length : rule === 'any' ? 1 : /^[1-9]\d*$/.test(rule) ? Number(rule) : 0
      if (threshold < 1 || threshold > members.length) throw wrong('threshold')
      for (const member of members) {
        if (!defined(member)) throw wrong(`not defined above: ${member}`)
        if (used.has(member)) throw wrong(`already in a group: ${member}`)
        used.add(member)
      }
      groups.push({ name: fresh(name), threshold, members })
    } else if (word === 'quorum' && items.length === 1) {
      const [name = ''] = items
      if (quorum !== null) throw wrong('a second quorum')
      if (name !== 'none' && !defined(name)) throw wrong(`not defined above: ${name}`)
      quorum = name
    } else throw wrong('not understood')
  })
  if (quorum === null) throw new EvidenceError('policy-malformed', { reason: 'no quorum line' })
  return { logs, witnesses, groups, quorum }
}

/** Whether the witnesses that signed are enough. @param signed - keys whose cosignature held */
export function quorumMet(policy: Policy, signed: readonly VerifierKey[]): boolean {
  const met = new Map<string, boolean>([['none', true]])
  for (const { name, key } of policy.witnesses) met.set(name, signed.includes(key))
  for (const { name, threshold, members } of policy.groups)
    met.set(name, members.filter((member) => met.get(member)).length >= threshold)
  return met.get(policy.quorum) ?? false
}
