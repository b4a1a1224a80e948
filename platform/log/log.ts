import { randomBytes } from 'node:crypto'
import { equalBytes, joined, toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256 } from '../../evidence/digest.ts'
import type { EntryType } from '../../evidence/entry.ts'
import { decodeVerifierKey } from '../../evidence/note.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { policyDigest, type Receipt } from '../../evidence/receipt.ts'
import { treeOver } from '../../evidence/tile.ts'
import { encodeTlogProof } from '../../evidence/tlog-proof.ts'
import { encodeTrust } from '../../evidence/trust.ts'
import { blindedEntry, factText } from './log-entry.ts'
import type { LogFiles } from './log-files.ts'
import { publicationOf, tilesIn, yearOf } from './log-publication.ts'
import { basisOf, isQuorate } from './log-receipt.ts'
import type { LogStore, Place, PublishedCheckpoint } from './log-store.ts'
import { witnessesOf } from './log-witnesses.ts'
import { type Promised, type Sequencer, startSequencer } from './sequencer.ts'
import { openSigner, type Signer, SignerRefusal } from './signer.ts'
import { fetchRevocation, rootsOf, stampNote, type TimestampAuthority } from './timestamp-authorities.ts'
import type { WitnessAnswer } from './witness-client.ts'

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
  /** `null`: no such request. `pending`: not in a published checkpoint yet, or in one that is about to be stamped. */
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

type Opened = { readonly signer: Signer; readonly sequencer: Sequencer }

export type FinalReceipt = {
  readonly receipt: Receipt
  readonly origin: string
  readonly index: number
  readonly size: number
}

export async function openLog(options: LogOptions): Promise<Log> {
  const { store, files, dataDir, clock, authorities = [] } = options
  const witnessPolicy = readPolicy(`${options.witnessPolicy.trim() || 'quorum none'}\n`)
  let current: Opened | null = null
  let halted: SignerRefusal['reason'] | null = null
  let publishing: Promise<PublishedCheckpoint | null> = Promise.resolve(null)
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const publication = publicationOf(store, files)
  const witnesses = witnessesOf(witnessPolicy, store, options.witnessTimeoutMs)
  const altered = new Set<number>()
  let opening: Promise<void> | null = null
  let missingWritten = false
  let askAgainAtMs = 0

  await openCurrent()

  /** Also when two callers find at once that there is another log to go on with. */
  function openCurrent(): Promise<void> {
    opening ??= openNewest().finally(() => {
      opening = null
    })
    return opening
  }

  async function openNewest(): Promise<void> {
    let signer: Signer | null = null
    try {
      let head = await store.head()
      if (!head || head.size === 0) head = await openFirst(head?.origin ?? (await nextOrigin()))
      signer = openSigner(dataDir, head.origin, { fresh: head.size === 0 })
      if (!sameKeys(head.verifierKeys, signer.verifierKeys)) throw new SignerRefusal('memory-missing')
      current = { signer, sequencer: await startSequencer(store, signer) }
      halted = null
    } catch (error) {
      signer?.close()
      if (!(error instanceof SignerRefusal)) throw error
      halt(error)
    }
  }

  function halt({ reason }: SignerRefusal): void {
    current = null
    halted = reason
  }

  /**
   * Another process may have closed this log and opened the next, have put right what had halted it, or have written more
   * into it: nothing is published, and no state told, that the database does not have.
   */
  async function followHead(): Promise<void> {
    const before = current
    try {
      const head = await store.head()
      if (before && head?.origin === before.signer.origin) {
        if (head.size !== before.sequencer.state().size) await before.sequencer.catchUp()
        return
      }
    } catch (error) {
      if (!(error instanceof SignerRefusal)) throw error
      return halt(error)
    }
    await openCurrent()
    if (!before || before === current) return
    await before.sequencer.idle()
    before.signer.close()
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
        await followHead()
        return live().sequencer.append(entry)
      }
      halt(error)
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

  async function publishOnce(): Promise<PublishedCheckpoint | null> {
    await followHead()
    if (!missingWritten) {
      await publication.writeMissing()
      missingWritten = true
    }
    if (!current) return null
    await rollOver()
    await feed()
    return publishState()
  }

  async function publishState(): Promise<PublishedCheckpoint | null> {
    const { signer, sequencer } = live()
    const { origin } = signer
    const state = sequencer.state()
    const last = await store.lastCheckpoint(origin)
    if (last && last.size >= state.size) {
      await askAgain(last)
      return null
    }
    if (state.size === 0) return null
    await publication.writeTiles(origin, last?.size ?? 0, state.size)
    const own = { origin, size: state.size, note: signer.signFully(state) }
    // Kept only now, so that no receipt is made from it while its witnesses are still being asked.
    const published = { ...own, note: own.note + (await witnesses.cosign(own)) }
    await store.saveCheckpoint(published)
    await publication.writeCheckpoint(origin)
    await options.wantTimestamp?.(published)
    return published
  }

  /** A witness that was away when the newest checkpoint was published is asked again, once a minute. */
  async function askAgain(last: PublishedCheckpoint): Promise<void> {
    const nowMs = clock().epochMilliseconds
    if (nowMs < askAgainAtMs || isQuorate(last.note, witnessPolicy)) return
    askAgainAtMs = nowMs + 60_000
    const lines = await witnesses.cosign(last)
    if (lines === '') return
    await store.saveCheckpoint({ ...last, note: last.note + lines })
    await publication.writeCheckpoint(last.origin)
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
    if (current) await closeProperly(current, head.origin, because)
    else await store.freeze(head.origin, because)
    const last = await store.lastCheckpoint(head.origin)
    await openCurrent()
    // Among the first entries of the next one, one says what the database holds of the one before.
    await appendShown('freeze', utf8(`continues ${head.origin}\n${because}\n${last?.note ?? ''}`))
    return live().signer.origin
  }

  /** The last entry of a log says that it is the last one; whatever another process put after it meanwhile calls for another. */
  async function closeProperly({ signer, sequencer }: Opened, origin: string, because: string): Promise<void> {
    for (let tries = 0; ; tries++) {
      if (tries > 100) throw new Error('others write too fast to close the log')
      await appendShown('freeze', utf8(`frozen ${origin}\n${because}\n`))
      await sequencer.idle()
      if (await store.freeze(origin, because, sequencer.state().size)) break
    }
    await publishState()
    signer.close()
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

  const keepBeside = async (path: string, bytes: Uint8Array): Promise<string> => {
    const whole = `${yearOf(live().signer.origin)}/${path}`
    await files.put(whole, bytes)
    return whole
  }

  /** An entry of the log's own that everybody may open: the blind and the content stand beside it. */
  async function appendShown(type: EntryType, content: Uint8Array): Promise<void> {
    const { index, blind } = await appendOwn(type, content)
    await keepBeside(`${type}/${index}`, joined([blind, content]))
  }

  const keys = async () => (await store.heads()).flatMap(({ verifierKeys }) => verifierKeys)
  const policy = async () => policyText(await keys(), options.witnessPolicy)

  async function receipt(requestId: Uint8Array): Promise<FinalReceipt | 'pending' | null> {
    const place = (await store.places([requestId])).get(toHex(requestId))
    if (!place) return null
    const { origin, index } = place
    const chosen = await basisOf(store, witnessPolicy, place)
    const awaitsTimestamp = chosen?.fresh && chosen.timestamps.length === 0 && authorities.length > 0
    if (!chosen || awaitsTimestamp) return 'pending'
    const head = (await store.heads()).find((one) => one.origin === origin)
    const path = await treeOver(tilesIn(store, origin), chosen.size).inclusionPath(index)
    return {
      origin,
      index,
      size: chosen.size,
      receipt: {
        entry: place.data,
        tlogProof: encodeTlogProof({ index, path, checkpoint: chosen.note }),
        timestamps: chosen.timestamps.map(({ algorithm, token, certificates, revocation }) => ({
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
        const found = await fetchRevocation(authority)
        if (found) await store.addRevocation(authority.name, found.lists, found.madeAt)
      }
    },
    stampedAt: async (origin, size) => (await store.timestamps(origin, size))[0]?.generatedAt ?? null,
    alteredFacts: () => [...altered],
    witnesses: () => witnesses.outcomes,
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
    keepBeside,
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

/** C2SP tlog-policy: our logs, then what the operator says about witnesses. */
export function policyText(verifierKeys: readonly string[], witnesses: string): string {
  const lines = verifierKeys.filter((key) => decodeVerifierKey(key).type === 'ed25519').map((key) => `log ${key}`)
  return `${[...lines, ...(witnesses.trim() || 'quorum none').split('\n')].join('\n')}\n`
}
