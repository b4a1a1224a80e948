/**
 * A passkey that answers 32 secret bytes (WebAuthn PRF), with which a member key is locked. The server never sees them, and checks nothing:
 * a wrong passkey simply does not open the lock.
 *
 * @source W3C Web Authentication Level 3, §10.1.4 prf
 */
export type PasskeySecret = { readonly credentialId: string; readonly salt: Uint8Array; readonly secret: Uint8Array }

/** Makes a passkey for locking. @throws Error `no-passkey-secret` where browser or authenticator have no PRF, or the person declined */
export async function makePasskeySecret(person: { id: string; name: string }, label: string): Promise<PasskeySecret> {
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'Shoumi', id: location.hostname },
        user: { id: new TextEncoder().encode(`room:${person.id}`), name: label, displayName: person.name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null)
  if (!(made instanceof PublicKeyCredential)) throw new Error('no-passkey-secret')
  const credentialId = toBase64Url(new Uint8Array(made.rawId))
  const first = made.getClientExtensionResults().prf?.results?.first
  // Many authenticators answer only when asked again.
  const secret = first ? toBytes(first) : await askPasskeySecret(credentialId, salt)
  return { credentialId, salt, secret }
}

/** Asks a passkey for its secret. @throws Error `no-passkey-secret` */
export async function askPasskeySecret(credentialId: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const got = await navigator.credentials
    .get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId: location.hostname,
        allowCredentials: [{ type: 'public-key', id: fromBase64Url(credentialId) }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null)
  const first = got instanceof PublicKeyCredential ? got.getClientExtensionResults().prf?.results?.first : undefined
  if (!first) throw new Error('no-passkey-secret')
  return toBytes(first)
}

const toBytes = (value: BufferSource) =>
  ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
    : new Uint8Array(value)

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
