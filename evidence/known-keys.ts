import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js'
import { toHex } from './bytes.ts'

type Curve = WeierstrassPointCons<bigint>
type Known = { readonly point: WeierstrassPoint<bigint>; uses: number }

/** Making the multiples of a key takes as long as some six signatures; with them one takes a quarter of its time. */
const usesBeforeMultiples = 3
const windowBits = 6
/** Keys come from strangers too: what is kept of them stays small. */
const mostKeys = 32
const known = new Map<Curve, Map<string, Known>>()

/**
 * The point of a public key. Keys that verify again and again, of a log or an authority, are kept together with their
 * multiples, so that `multiplyUnsafe` is quick.
 *
 * @throws Error when the bytes are no point of the curve
 */
export function pointOfKey(curve: Curve, publicKey: Uint8Array): WeierstrassPoint<bigint> {
  const keys = known.get(curve) ?? new Map<string, Known>()
  known.set(curve, keys)
  const name = toHex(publicKey)
  let key = keys.get(name)
  if (!key) {
    const point = curve.fromBytes(publicKey)
    point.assertValidity()
    if (keys.size >= mostKeys) keys.clear()
    key = { point, uses: 0 }
    keys.set(name, key)
  }
  key.uses++
  if (key.uses === usesBeforeMultiples) key.point.precompute(windowBits)
  return key.point
}
