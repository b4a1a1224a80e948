export type TimestampReport = {
  checks: { id: string; outcome: 'passed' | 'failed' | 'unknown' | 'not-applicable'; reason: string }[]
  level: 'invalid' | 'valid' | 'chain-trusted' | 'revocation-known' | 'long-term'
  genTimeMs: number | null
  signer: string | null
}
export function verifyTimestamp(_i: {
  token: Uint8Array
  imprint: { algorithm: string; digest: Uint8Array }
  trustedRoots: readonly Uint8Array[]
  intermediates: readonly Uint8Array[]
  revocation: readonly Uint8Array[]
  now: number
}): TimestampReport {
  return { checks: [], level: 'invalid', genTimeMs: null, signer: null, accuracyMs: null, policy: null, serial: null }
}
