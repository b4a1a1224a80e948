import { createHash, hash } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { openingHeaderLength, recordFixedLength, recordFlags, recordKinds } from '../../evidence/opening-file.ts'
import { type collectKnown, knownRowBytes } from './known-digests.ts'
import { recordAt } from './packed-leaves.ts'

/**
 * `*.tsjournal`: what an unfinished seal has digested, appended while it works, so that a killed one need not begin anew.
 *
 *     0   16  "TSJOURNAL" 0 1, algorithms (1 or 3), 4 process id
 *     then frames: 4 number of rows · rows of 96 bytes · first 16 bytes of the SHA-256 of the frame before them
 *
 * A frame that is cut off or damaged ends the reading: what it would have told is read from the files again. It holds
 * plain digests and is as private as the opening; it is removed when the seal is complete.
 */
const magic = Buffer.from('TSJOURNAL\0\x01', 'latin1')
export const journalHeadBytes = 16
const checkBytes = 16
const mostRowsInFrame = 1_000_000

type Known = ReturnType<typeof collectKnown>

/** Frames come from several threads; one write each, so that they never mix. */
export function appendFrame(journal: number, rows: Uint8Array): void {
  if (rows.length === 0) return
  const frame = Buffer.allocUnsafe(4 + rows.length + checkBytes)
  frame.writeUInt32BE(rows.length / knownRowBytes)
  frame.set(rows, 4)
  frame.set(hash('sha256', frame.subarray(0, 4 + rows.length), 'buffer').subarray(0, checkBytes), 4 + rows.length)
  writeSync(journal, frame)
}

export type OpenedJournal = { readonly descriptor: number; readonly resumed: boolean }

/** The process that writes a journal, if it still lives; null when there is none, or no journal. */
export function writerOf(file: string): number | null {
  const head = readHead(file)
  const writer = head ? head.readUInt32BE(12) : 0
  if (writer === 0 || writer === process.pid) return null
  return isOpenIn(writer, file) ? writer : null
}

/** Numbers of processes are used again, within minutes in a container: where the system tells what one has open, that counts. */
function isOpenIn(number: number, file: string): boolean {
  try {
    process.kill(number, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  if (!existsSync('/proc/self/fd')) return true
  const real = realpathSync(file)
  const folder = `/proc/${number}/fd`
  const leadsTo = (name: string) => {
    try {
      return readlinkSync(join(folder, name))
    } catch {
      // closed meanwhile
      return null
    }
  }
  try {
    return readdirSync(folder).some((name) => leadsTo(name) === real)
  } catch (error) {
    // A process that has ended and is still listed has nothing open; that of somebody else is not ours to look into.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
  }
}

function readHead(file: string): Buffer | null {
  let descriptor: number
  try {
    descriptor = openSync(file, constants.O_RDONLY)
  } catch {
    return null
  }
  try {
    const head = Buffer.alloc(journalHeadBytes)
    const whole = readSync(descriptor, head, 0, journalHeadBytes, 0) === journalHeadBytes
    return whole && head.subarray(0, magic.length).equals(magic) ? head : null
  } finally {
    closeSync(descriptor)
  }
}

/** Begins a journal, or goes on with one after its last whole frame, its rows going into `known`. */
export function openJournal(file: string, withSm3: boolean, known: Known | null): OpenedJournal {
  const head = known ? readHead(file) : null
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600)
  // Digests without SM3 are of no use to a seal with it.
  const usable = known !== null && head !== null && (!withSm3 || head[11] === 3)
  const before = known?.count ?? 0
  const length = usable ? readFrames(descriptor, known) : 0
  ftruncateSync(descriptor, length)
  const own = Buffer.alloc(journalHeadBytes)
  own.set(magic)
  own[11] = usable ? (head[11] as number) : withSm3 ? 3 : 1
  own.writeUInt32BE(process.pid, 12)
  if (length === 0) writeSync(descriptor, own)
  else rewriteHead(file, own)
  return { descriptor, resumed: (known?.count ?? 0) > before }
}

// A descriptor opened for appending appends wherever one asks it to write.
function rewriteHead(file: string, head: Buffer): void {
  const descriptor = openSync(file, constants.O_WRONLY)
  writeSync(descriptor, head, 0, head.length, 0)
  closeSync(descriptor)
}

/** @returns up to where the journal is whole */
function readFrames(descriptor: number, known: Known): number {
  let at = journalHeadBytes
  const length = Buffer.alloc(4)
  for (;;) {
    if (readSync(descriptor, length, 0, 4, at) < 4) return at
    const rows = length.readUInt32BE()
    if (rows === 0 || rows > mostRowsInFrame) return at
    const frame = Buffer.alloc(4 + rows * knownRowBytes + checkBytes)
    if (readSync(descriptor, frame, 0, frame.length, at) < frame.length) return at
    const content = frame.subarray(0, frame.length - checkBytes)
    if (!hash('sha256', content, 'buffer').subarray(0, checkBytes).equals(frame.subarray(content.length))) return at
    known.add(content.subarray(4))
    at += frame.length
  }
}

const window = 4 * 1024 * 1024
const footerBytes = 4 + 8 + 8 + 32 + 32
const digestBytes = 32
const mostRecordBytes = recordFixedLength + 65_535

/**
 * The digests that a finished seal holds.
 *
 * @returns how many; none when the file is damaged, of another version, or lacks the wanted SM3
 */
export function readKnownFromOpening(file: string, withSm3: boolean, known: Known): number {
  let descriptor: number
  try {
    descriptor = openSync(file, constants.O_RDONLY)
  } catch {
    return 0
  }
  const before = known.count
  try {
    // Whether the file is whole shows at its end; a second table for what it says until then would be large.
    if (!takeRecords(descriptor, withSm3, known)) known.cutTo(before)
  } finally {
    closeSync(descriptor)
  }
  return known.count - before
}

/** Piece by piece: such a file can be large. @returns whether it is whole */
function takeRecords(descriptor: number, withSm3: boolean, known: Known): boolean {
  const buffer = Buffer.allocUnsafe(window + mostRecordBytes)
  const digest = createHash('sha256')
  const rows = Buffer.allocUnsafe(rowsAtOnce * knownRowBytes)
  let rowCount = 0
  const flush = () => {
    known.add(rows.subarray(0, rowCount * knownRowBytes))
    rowCount = 0
  }
  let held = 0
  for (let started = false; ; started = true) {
    const read = readSync(descriptor, buffer, held, window, null)
    const end = held + read
    if (!started && (end < openingHeaderLength + footerBytes + digestBytes || !isOpening(buffer, withSm3))) return false
    let at = started ? 0 : openingHeaderLength
    let footer = -1
    while (at + 4 <= end) {
      const length = buffer.readUInt32BE(at)
      if (length === 0xffff_ffff) {
        footer = at
        break
      }
      if (length > mostRecordBytes || length < recordFixedLength - 4) return false
      if (at + 4 + length > end) break
      if (isReusable(buffer, at)) {
        writeRow(rows, rowCount++ * knownRowBytes, buffer, at)
        if (rowCount === rowsAtOnce) flush()
      }
      at += 4 + length
    }
    if (footer >= 0 && end - footer === footerBytes + digestBytes) {
      flush()
      return digest
        .update(buffer.subarray(0, end - digestBytes))
        .digest()
        .equals(buffer.subarray(end - digestBytes, end))
    }
    if (read === 0) return false
    digest.update(buffer.subarray(0, at))
    buffer.copyWithin(0, at, end)
    held = end - at
  }
}

const rowsAtOnce = 4096
const isOpening = (buffer: Buffer, withSm3: boolean): boolean =>
  buffer.toString('latin1', 0, 8) === 'TSOPEN\0\x01' && (!withSm3 || buffer[8] === 3)

/** Of a record: a file that held still, and whose last change was well before it was read. */
export const isReusable = (bytes: Uint8Array, record: number): boolean =>
  bytes[record + recordAt.kind] === recordKinds.file &&
  ((bytes[record + recordAt.flags] as number) & recordFlags.changedWhileSealing) === 0 &&
  !isZero(bytes, record + recordAt.ctime, 8)

const isZero = (bytes: Uint8Array, from: number, count: number) => {
  for (let at = from; at < from + count; at++) if (bytes[at] !== 0) return false
  return true
}

/** A record's row for the table of known digests. Byte by byte: three views would take three times as long. */
export function writeRow(rows: Uint8Array, row: number, bytes: Uint8Array, record: number): void {
  const copy = (to: number, from: number, length: number) => {
    for (let at = 0; at < length; at++) rows[row + to + at] = bytes[record + from + at] as number
  }
  copy(0, recordAt.inode, 8)
  copy(8, recordAt.size, 24)
  copy(32, recordAt.digests, 64)
}
