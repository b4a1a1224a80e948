import type { Algorithm } from '../../evidence/digest.ts'
import { arrange } from '../../evidence/manifest.ts'
import { hashLength, levelAbove } from '../../evidence/merkle.ts'

/** How many leaves are put in order at a time; the first levels of such a piece are made before the next is fetched. */
const pieceLeaves = 2 ** 14

/**
 * The root over leaves in a given order, without a second copy of all of them: whole pieces are subtrees of their own.
 *
 * @param leaves - 32 bytes each, in any order; @param order - places of the leaves; at least one
 */
export function rootInOrder(algorithm: Algorithm, leaves: Uint8Array, order: Uint32Array): Uint8Array {
  const tops: Uint8Array[] = []
  for (let from = 0; from < order.length; from += pieceLeaves)
    tops.push(topOf(algorithm, arrange(leaves, order.subarray(from, from + pieceLeaves))))
  const level = new Uint8Array(tops.length * hashLength)
  tops.forEach((top, index) => {
    level.set(top, index * hashLength)
  })
  return topOf(algorithm, level)
}

function topOf(algorithm: Algorithm, leaves: Uint8Array): Uint8Array {
  let level = leaves
  while (level.length > hashLength) level = levelAbove(algorithm, level)
  return level
}
