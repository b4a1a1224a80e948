import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { z } from 'zod'
import { utf8 } from '../../evidence/bytes.ts'
import { membersOf, readDer, tags, timeOf } from '../../evidence/der.ts'
import { digestOf } from '../../evidence/digest.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { readNote } from '../../evidence/note.ts'
import { buildTimestampRequest, parseTimestampReply, verifyTimestamp } from '../../evidence/timestamp.ts'
import type { TimestampRoot } from '../../evidence/trust.ts'
import { parseCertificate } from '../../evidence/x509.ts'
import { DataError, readDataFile } from '../data-file.ts'
import type { StoredTimestamp } from './log-store.ts'

/**
 * The timestamp authorities that are asked, in this order; the first that answers well is enough.
 *
 * `licensed` says whether others must take its time for true: in China an electronic certification service licensed by
 * the State. A local one proves nothing to outsiders, and whatever shows its tokens says so.
 */
export type TimestampAuthority = {
  readonly name: string
  readonly url: string
  readonly algorithm: 'sha256' | 'sm3'
  readonly policy: string | null
  readonly root: Uint8Array
  readonly intermediates: readonly Uint8Array[]
  /** Lists of revoked certificates, fetched later and kept beside the tokens. */
  readonly revocationLists: readonly string[]
  readonly licensed: boolean
}

/** Lists of large authorities have some hundred thousand entries. */
const largestList = 16 * 1_048_576

const Authorities = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(100),
      url: z.url({ protocol: /^https?$/ }),
      algorithm: z.enum(['sha256', 'sm3']).default('sha256'),
      policy: z
        .string()
        .regex(/^\d+(\.\d+)+$/)
        .nullable()
        .default(null),
      root: z.string().min(1),
      intermediates: z.array(z.string()).default([]),
      revocationLists: z.array(z.url({ protocol: /^https?$/ })).default([]),
      licensed: z.boolean().default(false),
    }),
  )
  .min(1)

/** Certificates are named by their path beside the list. @throws DataError naming every mistake */
export async function readAuthorities(file: string): Promise<TimestampAuthority[]> {
  const given = await readDataFile(file, Authorities)
  const certificate = (path: string, at: string) => {
    try {
      return readCertificate(resolve(dirname(file), path))
    } catch {
      const message = `${path} 不是证书（PEM 或 DER） / ${path} is no certificate, PEM or DER`
      throw new DataError([{ file: basename(file), path: at, message }])
    }
  }
  return given.map((one, at) => ({
    ...one,
    root: certificate(one.root, `${at}.root`),
    intermediates: one.intermediates.map((path) => certificate(path, `${at}.intermediates`)),
  }))
}

function readCertificate(path: string): Uint8Array {
  const bytes = readFileSync(path)
  const pem = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(bytes.toString('latin1'))?.[1]
  const der = new Uint8Array(pem ? Buffer.from(pem, 'base64') : bytes)
  parseCertificate(der)
  return der
}

export const rootsOf = (authorities: readonly TimestampAuthority[]): TimestampRoot[] =>
  authorities.map(({ name, root, licensed }) => ({ name, certificate: root, licensed }))

/** No authority gave a token that holds; each with what went wrong. */
export class NoTimestamp extends Error {
  override name = 'NoTimestamp'
}

/**
 * A token over the text of a note, from the first authority that gives one that holds in all twelve ways.
 *
 * @throws NoTimestamp when none does
 */
export async function stampNote(
  authorities: readonly TimestampAuthority[],
  note: string,
  now: () => Temporal.Instant,
  timeoutMs = 10_000,
): Promise<StoredTimestamp> {
  const problems: string[] = []
  for (const authority of authorities) {
    try {
      return await askAuthority(authority, readNote(note).text, now, timeoutMs)
    } catch (error) {
      problems.push(`${authority.name}: ${error instanceof Error ? error.message : 'failed'}`)
    }
  }
  throw new NoTimestamp(problems.join('; '))
}

async function askAuthority(
  authority: TimestampAuthority,
  text: string,
  now: () => Temporal.Instant,
  timeoutMs: number,
): Promise<StoredTimestamp> {
  const { algorithm, policy, root, intermediates } = authority
  const imprint = { algorithm, digest: digestOf(algorithm, utf8(text)) }
  const nonce = new Uint8Array(randomBytes(12))
  const reply = await fetch(authority.url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: Buffer.from(buildTimestampRequest({ ...imprint, nonce, ...(policy && { policy }) })),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  })
  if (!reply.ok) throw new Error(`answered ${reply.status}`)
  const answer = parseTimestampReply(new Uint8Array(await reply.arrayBuffer()))
  if (!answer.granted) throw new Error(`refused with status ${answer.status}`)
  const report = verifyTimestamp({
    token: answer.token,
    imprint,
    nonce,
    trustedRoots: [root],
    intermediates,
    now: now().epochMilliseconds,
    ...(policy && { policies: [policy] }),
  })
  if (report.level === 'invalid' || report.level === 'valid' || report.genTimeMs === null) {
    const failed = report.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown')
    throw new Error(`its token does not hold: ${failed.map(({ id, reason }) => `${id} ${reason}`).join(', ')}`)
  }
  return {
    authority: authority.name,
    algorithm,
    token: answer.token,
    certificates: intermediates,
    revocation: [],
    generatedAt: Temporal.Instant.fromEpochMilliseconds(report.genTimeMs).toString(),
  }
}

/** Lists of revoked certificates, and when the first of them was made. */
export type Revocation = { readonly lists: readonly Uint8Array[]; readonly madeAt: string }

/**
 * What an authority publishes about revoked certificates, now: evidence that the certificate of an older token was good.
 * The first list is that of who issued the certificate that signs; a token made after it learns nothing from it.
 *
 * @returns null when the first list cannot be had today; others that cannot are left out
 */
export async function fetchRevocation(authority: TimestampAuthority, timeoutMs = 10_000): Promise<Revocation | null> {
  const lists: Uint8Array[] = []
  let madeAt: string | null = null
  for (const url of authority.revocationLists) {
    const reply = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null)
    const list = reply?.ok ? new Uint8Array(await reply.arrayBuffer()) : null
    const made = list && madeOn(list)
    if (list && made !== null) lists.push(list)
    madeAt ??= made
    if (madeAt === null) return null
  }
  return madeAt === null ? null : { lists, madeAt }
}

/** The list's own word for when it was made; null for what is no list. @source RFC 5280 §5.1.2.4 */
function madeOn(list: Uint8Array): string | null {
  try {
    const members = membersOf(membersOf(readDer(list, largestList)).take(tags.sequence))
    members.maybe(tags.integer)
    members.take(tags.sequence)
    members.take(tags.sequence)
    return Temporal.Instant.fromEpochMilliseconds(timeOf(members.any())).toString()
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}
