type ScriptAddressPolicy = { createScriptURL(address: string): string }
type TrustedTypes = { createPolicy(name: string, rules: ScriptAddressPolicy): ScriptAddressPolicy }

/** Policies of Trusted Types that a page may make, one for each worker, and no second one of the same name. */
export const trustedPolicies = [
  'shoumi-vault-worker',
  'shoumi-seal-worker',
  'shoumi-evidence-worker',
  'shoumi-pdf-worker',
] as const
type TrustedPolicy = (typeof trustedPolicies)[number]

/** The address of one worker, as a page under Trusted Types may use it: a policy of its own that lets only this address through, made once. */
export function trustedAddress(policy: TrustedPolicy, address: string): () => string {
  let trusted: string | undefined
  return () => {
    trusted ??= trust(policy, address)
    return trusted
  }
}

function trust(policy: TrustedPolicy, address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  if (!trustedTypes) return address
  return trustedTypes
    .createPolicy(policy, {
      createScriptURL: (asked) => {
        if (asked !== address) throw new TypeError('not the address of this worker')
        return asked
      },
    })
    .createScriptURL(address)
}
