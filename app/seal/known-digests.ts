/**
 * Digests known from before, by what the file system says of a file: size, times to the nanosecond and inode. Rows are
 * packed in shared memory so that all workers look into one copy.
 *
 *     0   8  inode · 8  8 size · 16  8 mtime ns · 24  8 ctime ns · 32  32 SHA-256 · 64  32 SM3
 */
export const knownRowBytes = 96
/** What must be equal for a digest to be taken over. */
export const knownKeyBytes = 32

export type KnownDigests = {
  readonly rows: SharedArrayBuffer
  /** Open addressing: row number plus one, zero for empty. A power of two long. */
  readonly slots: SharedArrayBuffer
}

export type FileKey = {
  readonly inode: bigint
  readonly sizeBytes: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}

const slotOf = (inodeLow: number, ctimeLow: number, mask: number): number =>
  (Math.imul(inodeLow, 0x9e37_79b1) ^ Math.imul(ctimeLow, 0x85eb_ca6b)) & mask

const mostRows = 2 ** 26

/** Takes rows as they are read from a journal or an earlier opening. */
export function collectKnown() {
  let count = 0
  const rows = new SharedArrayBuffer(knownRowBytes * 4096, { maxByteLength: knownRowBytes * mostRows })
  const bytes = new Uint8Array(rows)
  const makeRoom = (more: number) => {
    const needed = (count + more) * knownRowBytes
    if (needed > rows.byteLength) rows.grow(Math.min(rows.maxByteLength, Math.max(needed, rows.byteLength * 2)))
  }
  return {
    /** @param packed - whole rows */
    add(packed: Uint8Array) {
      makeRoom(packed.length / knownRowBytes)
      bytes.set(packed, count * knownRowBytes)
      count += packed.length / knownRowBytes
    },
    /** Forgets what came after the first `rowCount`. */
    cutTo(rowCount: number) {
      count = Math.min(count, rowCount)
    },
    get count() {
      return count
    },
    finish(): KnownDigests | null {
      if (count === 0) return null
      const size = 2 ** Math.ceil(Math.log2(count * 2))
      const slots = new SharedArrayBuffer(size * 4)
      const table = new Int32Array(slots)
      const view = new DataView(rows)
      for (let row = 0; row < count; row++) {
        const at = row * knownRowBytes
        let slot = slotOf(view.getUint32(at + 4), view.getUint32(at + 28), size - 1)
        while (table[slot] !== 0) slot = (slot + 1) & (size - 1)
        table[slot] = row + 1
      }
      return { rows, slots }
    },
  }
}

/** @returns for a key the 64 bytes of its digests, or null */
export function lookUpKnown({ rows, slots }: KnownDigests): (key: FileKey) => Uint8Array | null {
  const table = new Int32Array(slots)
  const view = new DataView(rows)
  const bytes = new Uint8Array(rows)
  const mask = table.length - 1
  return ({ inode, sizeBytes, mtimeNs, ctimeNs }) => {
    let slot = slotOf(Number(inode & 0xffff_ffffn), Number(ctimeNs & 0xffff_ffffn), mask)
    for (let row = table[slot] as number; row !== 0; row = table[slot] as number) {
      const at = (row - 1) * knownRowBytes
      if (
        view.getBigUint64(at) === inode &&
        view.getBigUint64(at + 8) === sizeBytes &&
        view.getBigUint64(at + 16) === mtimeNs &&
        view.getBigUint64(at + 24) === ctimeNs
      )
        return bytes.subarray(at + knownKeyBytes, at + knownRowBytes)
      slot = (slot + 1) & mask
    }
    return null
  }
}
