import { randomBytes } from 'node:crypto'
import { equalBytes, toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256 } from '../../evidence/digest.ts'
import { type EntryType, encodeEntry } from '../../evidence/entry.ts'
import { commitmentOf } from '../../evidence/manifest.ts'
import { leafHash } from '../../evidence/merkle.ts'
import { decodeVerifierKey, isBy, readNote } from '../../evidence/note.ts'
import { type Policy, readPolicy } from '../../evidence/policy.ts'
import { policyDigest, type Receipt } from '../../evidence/receipt.ts'
import { encodeBundle, entriesPath, tilePath, tileWidth, treeOver } from '../../evidence/tile.ts'
import { encodeTlogProof } from '../../evidence/tlog-proof.ts'
import { encodeTrust } from '../../evidence/trust.ts'
import { canonicalJson } from '../journal.ts'
import type { LogFiles } from './log-files.ts'
import type { LogStore, Place, PublishedCheckpoint, WaitingFact } from './log-store.ts'
import { type Promised, type Sequencer, startSequencer } from './sequencer.ts'
import { openSigner, type Signer, SignerRefusal } from './signer.ts'
import { fetchRevocation, rootsOf, stampNote, type TimestampAuthority } from './timestamp-authorities.ts'
import { askWitness, type WitnessAnswer } from './witness-client.ts'

export type LogOptions = {
  readonly store: LogStore
  readonly files: LogFiles
  readonly dataDir: string
  /** Host, with its port if it has one: the origin is `<host>/log/<year>`. */
  readonly host: string
  readonly clock: () => Temporal.Instant
  /** In the C2SP form: witnesses, groups and the quorum; the log's own keys are put before it. */
  readonly witnessPolicy: string
  readonly witnessTimeoutMs?: number
  readonly authorities?: readonly TimestampAuthority[]
  /** Asked for after every publication; the worker stamps and tries again. */
  readonly wantTimestamp?: (published: PublishedCheckpoint) => Promise<void>
}

export type LogState =
  | { readonly state: 'open'; readonly origin: string; readonly size: number; readonly publishedSize: number }
  /** Nothing is signed any more until somebody decides what is true. */
  | { readonly state: 'halted'; readonly origin: string | null; readonly reason: SignerRefusal['reason'] }

/** The log may not take entries now; the reason is one of the signer's. */
export class LogHalted extends Error {
  override name = 'LogHalted'
  readonly reason: SignerRefusal['reason']
  constructor(reason: SignerRefusal['reason']) {
    super(`the log is halted: ${reason}`)
    this.reason = reason
  }
}

export type Log = {
  state(): Promise<LogState>
  /** @throws LogHalted; RequestIdTaken */
  append(entry: Uint8Array): Promise<Promised>
  /** A signed note of the newest durable state: it holds everything that was acknowledged. */
  promise(): Promise<{ origin: string; checkpoint: string }>
  /** One round: facts of the journal into the log, then, if there is anything new, a signed and witnessed checkpoint. */
  publish(): Promise<PublishedCheckpoint | null>
  /** Where the entry of a request stands; null when there is none. */
  place(requestId: Uint8Array): Promise<Place | null>
  /** `null`: no such request. `pending`: in the log, not in a published checkpoint yet. */
  receipt(requestId: Uint8Array): Promise<FinalReceipt | 'pending' | null>
  /** A file below `/log/<year>/`, and whether it will ever change. */
  file(year: string, path: string): Promise<{ bytes: Uint8Array; immutable: boolean; type: string } | null>
  /** Which keys sign and which witnesses are asked, for who verifies. */
  policy(): Promise<string>
  /** Every key of every log here, in the C2SP spelling; the policy names only those that every C2SP tool knows. */
  keys(): Promise<readonly string[]>
  /** Everything that who verifies must know beforehand, as one file. */
  trust(): Promise<ReturnType<typeof encodeTrust>>
  /** Stamps a published checkpoint, unless it or a later one is stamped. @throws NoTimestamp */
  stamp(origin: string, size: number): Promise<void>
  /** Puts today's revocation lists beside tokens that have none made after them. */
  completeTimestamps(): Promise<void>
  /** The earliest timestamp over a published checkpoint; null without one. */
  stampedAt(origin: string, size: number): Promise<string | null>
  /** Acts whose record no longer gives the digest it was written with: somebody changed the database. */
  alteredFacts(): readonly number[]
  /** What the witnesses did with the last checkpoint, by their names. */
  witnesses(): Readonly<Record<string, WitnessAnswer['outcome']>>
  /** Closes this origin for ever and opens the next. @returns the new origin */
  freeze(because: string): Promise<string>
  /** Entries of the log's own kind, such as a renewal over the year's timestamps. @returns the place and the blind */
  appendOwn(type: EntryType, content: Uint8Array): Promise<Promised & { blind: Uint8Array; requestId: Uint8Array }>
  /** A public file that belongs to an entry of the log's own. @returns its address below `/log/` */
  keepBeside(path: string, bytes: Uint8Array): Promise<string>
  /** From now on publishes by itself, about every second while there is something to publish. */
  start(everyMs: number): void
  close(): Promise<void>
}

export type FinalReceipt = {
  readonly receipt: Receipt
  readonly origin: string
  readonly index: number
  readonly size: number
}

/** What the log sees of a content of one piece: the same commitment as of a seal with one leaf. */
export function blindedEntry(type: EntryType, content: Uint8Array, blind: Uint8Array, requestId: Uint8Array) {
  const roots = { leafCount: 1, rootSha256: leafHash('sha256', content), rootSm3: leafHash('sm3', content) }
  return encodeEntry({ type, withSm3: true, requestId, signatures: [], commitment: commitmentOf({ ...roots, blind }) })
}

export async function openLog(options: LogOptions): Promise<Log> {
  const { store, files, dataDir, clock, authorities = [] } = options
  const witnessPolicy = readPolicy(`${options.witnessPolicy.trim() || 'quorum none'}\n`)
  let current: { signer: Signer; sequencer: Sequencer } | null = null
  let halted: SignerRefusal['reason'] | null = null
  let publishing: Promise<PublishedCheckpoint | null> = Promise.resolve(null)
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const witnessSizes = new Map<string, number>()
  const witnessOutcomes: Record<string, WitnessAnswer['outcome']> = {}
  const altered = new Set<number>()

  await openCurrent()

  async function openCurrent(): Promise<void> {
    try {
      let head = await store.head()
      if (!head || head.size === 0) head = await openFirst(head?.origin ?? originOf(clock(), options.host))
      const signer = openSigner(dataDir, head.origin, { fresh: head.size === 0 })
      if (!sameKeys(head.verifierKeys, signer.verifierKeys)) throw new SignerRefusal('memory-missing')
      current = { signer, sequencer: await startSequencer(store, signer) }
      halted = null
    } catch (error) {
      if (!(error instanceof SignerRefusal)) throw error
      current = null
      halted = error.reason
    }
  }

  async function openFirst(origin: string) {
    const signer = openSigner(dataDir, origin, { fresh: true })
    await store.open(origin, signer.verifierKeys)
    signer.close()
    const head = await store.head()
    if (!head) throw new Error('no log is open')
    return head
  }

  const live = () => {
    if (!current) throw new LogHalted(halted ?? 'frozen')
    return current
  }

  async function append(entry: Uint8Array): Promise<Promised> {
    try {
      return await live().sequencer.append(entry)
    } catch (error) {
      if (!(error instanceof SignerRefusal)) throw error
      // Somebody closed this log and opened the next, with the command line: go on there.
      if (error.reason === 'frozen') {
        await openCurrent()
        return live().sequencer.append(entry)
      }
      halted = error.reason
      current = null
      throw new LogHalted(error.reason)
    }
  }

  /** A fact that no longer has the digest it was written with was changed behind the platform's back. */
  async function feed(): Promise<void> {
    const facts = await store.waitingFacts(1000)
    if (facts.length === 0) return
    const placed = await Promise.all(
      facts.map(async ({ journalId, requestId, blind, fact, digest, predates }) => {
        const text = utf8(factText(fact))
        if (!predates && !equalBytes(sha256(text), digest)) altered.add(journalId)
        const { origin, index } = await append(blindedEntry('event', text, blind, requestId))
        return { journalId, index, origin }
      }),
    )
    for (const origin of new Set(placed.map((one) => one.origin)))
      await store.placeFacts(
        origin,
        placed.filter((one) => one.origin === origin),
      )
  }

  const tileReader = (origin: string) => async (address: { level: number; index: number }) => {
    const data = await store.tile(origin, address.level, address.index)
    if (!data) throw new RangeError('a tile of the log is missing')
    return data
  }

  async function writeFiles(origin: string, from: number, to: number): Promise<void> {
    const prefix = yearOf(origin)
    for (let level = 0, before = from, count = to; count > 0; level++) {
      for (let index = Math.floor(before / tileWidth); index * tileWidth < count; index++) {
        const width = Math.min(tileWidth, count - index * tileWidth)
        const data = await tileReader(origin)({ level, index })
        await files.put(`${prefix}/${tilePath({ level, index, width })}`, data.slice(0, width * 32))
        if (level === 0) {
          const entries = await store.entries(origin, index * tileWidth, index * tileWidth + width)
          await files.put(`${prefix}/${entriesPath(index, width)}`, encodeBundle(entries))
        }
        if (width === tileWidth) {
          await files.removeFolder(`${prefix}/${tilePath({ level, index, width })}.p`)
          if (level === 0) await files.removeFolder(`${prefix}/${entriesPath(index, width)}.p`)
        }
      }
      before = Math.floor(before / tileWidth)
      count = Math.floor(count / tileWidth)
    }
  }

  async function publishOnce(): Promise<PublishedCheckpoint | null> {
    if (!current) return null
    await rollOver()
    await feed()
    const { signer, sequencer } = live()
    const { origin } = signer
    const state = sequencer.state()
    const last = await store.lastCheckpoint(origin)
    if (state.size === 0 || last?.size === state.size) return null
    await writeFiles(origin, last?.size ?? 0, state.size)
    const own = signer.signFully(state)
    await store.saveCheckpoint({ origin, size: state.size, note: own })
    const published = { origin, size: state.size, note: own + (await cosignatures(origin, state.size, own)) }
    await store.saveCheckpoint(published)
    await files.put(`${yearOf(origin)}/checkpoint`, utf8(published.note))
    await options.wantTimestamp?.(published)
    return published
  }

  async function cosignatures(origin: string, size: number, note: string): Promise<string> {
    const tree = treeOver(tileReader(origin), size)
    const answers = await Promise.all(
      witnessPolicy.witnesses.map(async ({ name, key, url }) => {
        if (!url) return ''
        const known = Math.min(witnessSizes.get(name) ?? 0, size)
        const answer = await askWitness(
          { name, key, url },
          note,
          tree.consistencyPath,
          known,
          options.witnessTimeoutMs ?? 2000,
        )
        witnessOutcomes[name] = answer.outcome
        if (answer.outcome !== 'cosigned') return ''
        witnessSizes.set(name, size)
        return answer.lines
      }),
    )
    return answers.join('')
  }

  /** Yearly, so that a log never grows without end and its keys are changed. */
  async function rollOver(): Promise<void> {
    const { signer } = live()
    const year = /\/(\d{4})(?:\.\d+)?$/.exec(signer.origin)?.[1]
    if (year && Number(year) < clock().toZonedDateTimeISO('Asia/Shanghai').year) await freezeAndOpen('the year ended')
  }

  async function freezeAndOpen(because: string): Promise<string> {
    const head = await store.head()
    if (!head) throw new Error('no log is open')
    if (current) {
      // The last entry of a log says that it is the last one.
      await appendOwn('freeze', utf8(`frozen ${head.origin}\n${because}\n`))
      await current.sequencer.idle()
      await publishRest()
      current.signer.close()
    }
    const last = await store.lastCheckpoint(head.origin)
    await store.freeze(head.origin, because)
    current = null
    await openFirst(await nextOrigin())
    await openCurrent()
    // The first entry of the next one says what the database holds of the one before.
    await appendOwn('freeze', utf8(`continues ${head.origin}\n${because}\n${last?.note ?? ''}`))
    return live().signer.origin
  }

  async function publishRest(): Promise<void> {
    const { signer, sequencer } = live()
    const state = sequencer.state()
    const last = await store.lastCheckpoint(signer.origin)
    if (last?.size === state.size) return
    await writeFiles(signer.origin, last?.size ?? 0, state.size)
    const own = signer.signFully(state)
    const note = own + (await cosignatures(signer.origin, state.size, own))
    const published = { origin: signer.origin, size: state.size, note }
    await store.saveCheckpoint(published)
    await files.put(`${yearOf(signer.origin)}/checkpoint`, utf8(note))
    await options.wantTimestamp?.(published)
  }

  async function nextOrigin(): Promise<string> {
    const wanted = originOf(clock(), options.host)
    const taken = new Set((await store.heads()).map(({ origin }) => origin))
    let origin = wanted
    for (let part = 2; taken.has(origin); part++) origin = `${wanted}.${part}`
    return origin
  }

  async function appendOwn(type: EntryType, content: Uint8Array) {
    const blind = new Uint8Array(randomBytes(32))
    const requestId = new Uint8Array(randomBytes(16))
    return { ...(await append(blindedEntry(type, content, blind, requestId))), blind, requestId }
  }

  const keys = async () => (await store.heads()).flatMap(({ verifierKeys }) => verifierKeys)
  const policy = async () => policyText(await keys(), options.witnessPolicy)

  async function receipt(requestId: Uint8Array): Promise<FinalReceipt | 'pending' | null> {
    const place = (await store.places([requestId])).get(toHex(requestId))
    if (!place) return null
    const { origin, index } = place
    // The first checkpoint that holds it says earliest that it was there; one with a timestamp says it to outsiders.
    const candidates = await store.checkpointsWith(origin, index, 200)
    if (candidates.length === 0) return 'pending'
    let chosen = candidates[0] as PublishedCheckpoint
    let timestamps = await store.timestamps(origin, chosen.size)
    for (const candidate of candidates) {
      if (timestamps.length > 0) break
      const found = await store.timestamps(origin, candidate.size)
      if (found.length > 0) {
        chosen = candidate
        timestamps = found
      }
    }
    const head = (await store.heads()).find((one) => one.origin === origin)
    const path = await treeOver(tileReader(origin), chosen.size).inclusionPath(index)
    return {
      origin,
      index,
      size: chosen.size,
      receipt: {
        entry: place.data,
        tlogProof: encodeTlogProof({ index, path, checkpoint: chosen.note }),
        timestamps: timestamps.map(({ algorithm, token, certificates, revocation }) => ({
          over: 'note-text' as const,
          algorithm,
          token,
          chain: certificates,
          revocation,
        })),
        policy: policyDigest(await policy()),
        logKeys: (head?.verifierKeys ?? []).map(decodeVerifierKey),
      },
    }
  }

  const log: Log = {
    append,
    promise: async () => {
      const { signer, sequencer } = live()
      return { origin: signer.origin, checkpoint: signer.signBriefly(sequencer.state()) }
    },
    appendOwn,
    receipt,
    place: async (requestId) => (await store.places([requestId])).get(toHex(requestId)) ?? null,
    policy,
    keys,
    trust: async () =>
      encodeTrust({
        policy: await policy(),
        logKeys: (await keys()).map(decodeVerifierKey),
        timestampRoots: rootsOf(authorities),
      }),
    async stamp(origin, size) {
      const waiting = await store.unstamped(origin, 1)
      const newest = waiting[0]
      if (!newest || newest.size < size) return
      await store.saveTimestamp(origin, newest.size, await stampNote(authorities, newest.note, clock))
    },
    async completeTimestamps() {
      for (const authority of authorities) {
        const lists = await fetchRevocation(authority)
        if (lists.length > 0) await store.addRevocation(authority.name, lists, clock().toString())
      }
    },
    stampedAt: async (origin, size) => (await store.timestamps(origin, size))[0]?.generatedAt ?? null,
    alteredFacts: () => [...altered],
    witnesses: () => witnessOutcomes,
    async state() {
      if (!current) return { state: 'halted', origin: (await store.head())?.origin ?? null, reason: halted ?? 'frozen' }
      const { origin } = current.signer
      const last = await store.lastCheckpoint(origin)
      return { state: 'open', origin, size: current.sequencer.state().size, publishedSize: last?.size ?? 0 }
    },
    publish() {
      publishing = publishing.catch(() => null).then(publishOnce)
      return publishing
    },
    async file(year, path) {
      const bytes = await files.get(`${year}/${path}`)
      if (!bytes) return null
      const isCheckpoint = path === 'checkpoint'
      return {
        bytes,
        immutable: !isCheckpoint,
        type: isCheckpoint ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      }
    },
    async keepBeside(path, bytes) {
      const whole = `${yearOf(live().signer.origin)}/${path}`
      await files.put(whole, bytes)
      return whole
    },
    freeze: async (because) => {
      await publishing.catch(() => null)
      return freezeAndOpen(because)
    },
    start(everyMs) {
      const again = () => {
        if (closed) return
        timer = setTimeout(async () => {
          await log.publish().catch((error: unknown) => {
            const cause = error instanceof Error ? error.message : 'unknown'
            process.stderr.write(`${JSON.stringify({ level: 'error', msg: 'log not published', cause })}\n`)
          })
          again()
        }, everyMs)
      }
      again()
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await publishing.catch(() => null)
      await current?.sequencer.idle()
      current?.signer.close()
      await store.close()
    },
  }
  return log
}

const sameKeys = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key) => b.includes(key))

const originOf = (now: Temporal.Instant, host: string) => `${host}/log/${now.toZonedDateTimeISO('Asia/Shanghai').year}`

/** The last part of the origin, under which its files stand. */
export const yearOf = (origin: string): string => origin.slice(origin.lastIndexOf('/') + 1)

/** The fact as the journal digested it when it was written. */
export const factText = (fact: WaitingFact['fact']): string =>
  canonicalJson({ ...fact, at: Temporal.Instant.from(String(fact['at'])).toString() })

/** C2SP tlog-policy: our logs, then what the operator says about witnesses. */
export function policyText(verifierKeys: readonly string[], witnesses: string): string {
  const lines = verifierKeys.filter((key) => decodeVerifierKey(key).type === 'ed25519').map((key) => `log ${key}`)
  return `${[...lines, ...(witnesses.trim() || 'quorum none').split('\n')].join('\n')}\n`
}

/** The witnesses whose lines a note carries, by their names in the policy. */
export const cosignersOf = (note: string, { witnesses }: Policy): string[] =>
  witnesses.filter(({ key }) => readNote(note).signatures.some((line) => isBy(key, line))).map(({ name }) => name)
