import { toBase64 } from './bytes.ts'
import { decodeVerifierKey, encodeVerifierKey, malformedAs, type VerifierKey } from './note.ts'
import { type Policy, readPolicy } from './policy.ts'
import { bytesIn, contentOf, fieldsOf, listIn, parseJson, textIn } from './receipt.ts'

/** A root certificate under which timestamp tokens are believed. */
export type TimestampRoot = {
  readonly name: string
  readonly certificate: Uint8Array
  /** Whether the authority is licensed to give time that others must accept; a local one is not. */
  readonly licensed: boolean
}

/** What a verifier must know before it looks at a receipt. Whoever verifies decides where to take it from. */
export type Trust = {
  /** C2SP tlog-policy, word for word. */
  readonly policy: string
  /** Every key of the logs, also of kinds that a policy does not name. */
  readonly logKeys: readonly VerifierKey[]
  readonly timestampRoots: readonly TimestampRoot[]
}

export const trustFormat = 'shoumi-trust'
/** Each year has new keys, and the old ones are kept. */
const mostKeys = 1024

/** Under which nothing is proven. */
export const trustInNobody: Trust = { policy: 'quorum none\n', logKeys: [], timestampRoots: [] }

export const encodeTrust = ({ policy, logKeys, timestampRoots }: Trust) => ({
  format: trustFormat,
  v: 1 as const,
  policy,
  logKeys: logKeys.map(encodeVerifierKey),
  timestampRoots: timestampRoots.map(({ name, certificate, licensed }) => ({
    name,
    certificate: toBase64(certificate),
    licensed,
  })),
})

/** @throws EvidenceError `not-json`, `kind-unknown`, `version-unknown` or `policy-malformed` */
export const decodeTrust = (source: string): Trust => trustFrom(parseJson(source))

export function trustFrom(value: unknown): Trust {
  const fields = ['policy', 'logKeys', 'timestampRoots']
  const { policy, logKeys, timestampRoots } = contentOf(value, trustFormat, fields, 'policy-malformed')
  const text = malformedAs('policy-malformed', () => textIn(policy))
  readPolicy(text)
  return malformedAs('policy-malformed', () => ({
    policy: text,
    logKeys: listIn(logKeys, mostKeys).map((key) => decodeVerifierKey(textIn(key))),
    timestampRoots: listIn(timestampRoots, mostKeys).map((root) => {
      const { name, certificate, licensed } = fieldsOf(root, ['name', 'certificate', 'licensed'])
      return { name: textIn(name), certificate: bytesIn(certificate), licensed: licensed === true }
    }),
  }))
}

/** A plain policy file is enough for logs and witnesses; it says nothing about timestamps. */
export function trustOfPolicy(policy: string): Trust {
  const { logs } = readPolicy(policy)
  return { policy, logKeys: logs.map(({ key }) => key), timestampRoots: [] }
}

export const policyOf = ({ policy }: Trust): Policy => readPolicy(policy)
