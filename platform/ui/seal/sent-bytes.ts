/**
 * Counts what a page or a worker sends, as far as the page itself can see it.
 *
 * Counted are the bodies of all requests, and, once files were chosen, every address that was not asked for before: an
 * address can carry something too, but one that is repeated says nothing new. A server that wanted to cheat could serve
 * a page that counts wrongly; the proof for a doubter is the network switched off.
 */
export type SentRequest = {
  readonly method: string
  readonly address: string
  /** Null where the size of the body cannot be known beforehand. */
  readonly bytes: number | null
}

export type Sending = {
  /** Bytes so far. */
  bytes(): number
  /** Requests whose body could not be measured. */
  unmeasured(): number
  /** What was counted, oldest first. */
  requests(): readonly SentRequest[]
  /** From now on new addresses count as well. */
  filesChosen(): void
  /** Hears of every change. @returns to hear no more */
  listen(listener: () => void): () => void
}

let counting: Sending | null = null

/** One counter per page or worker, put in place when first asked for; the calls it wraps stay wrapped. */
export function sendingOf(realm: typeof globalThis): Sending {
  counting ??= startCounting(realm)
  return counting
}

const encoder = new TextEncoder()
const lengthOf = (text: string) => encoder.encode(text).length

/** Null when only sending would tell. */
function bodyBytes(body: unknown): number | null {
  if (body === undefined || body === null) return 0
  if (typeof body === 'string') return lengthOf(body)
  if (body instanceof Blob) return body.size
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength
  if (body instanceof URLSearchParams) return lengthOf(body.toString())
  if (body instanceof FormData) {
    let sum = 0
    for (const [name, value] of body) sum += lengthOf(name) + (typeof value === 'string' ? lengthOf(value) : value.size)
    return sum
  }
  return null
}

function startCounting(realm: typeof globalThis): Sending {
  const requests: SentRequest[] = []
  const known = new Set<string>()
  const listeners = new Set<() => void>()
  let bytes = 0
  let unmeasured = 0
  let addressesCount = false

  const asAddress = (address: string | URL) => {
    try {
      return new URL(address, realm.location?.href).href
    } catch {
      return String(address)
    }
  }
  function count(method: string, where: string | URL, body: number | null) {
    const address = asAddress(where)
    const { origin = '' } = realm.location ?? {}
    const shown = address.startsWith(`${origin}/`) ? address.slice(origin.length) : address
    const own = addressesCount && !known.has(address) ? lengthOf(shown) : 0
    known.add(address)
    if (body === null) unmeasured++
    else if (own + body === 0) return
    bytes += own + (body ?? 0)
    requests.push({ method, address: shown, bytes: body === null ? null : own + body })
    for (const listener of listeners) listener()
  }

  wrapFetch(realm, count)
  wrapXhr(realm, count)
  wrapOthers(realm, count)
  observeLoads(realm, (address) => count('GET', address, 0))

  return {
    bytes: () => bytes,
    unmeasured: () => unmeasured,
    requests: () => requests,
    filesChosen: () => {
      addressesCount = true
    },
    listen(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

type Count = (method: string, address: string | URL, bodyBytes: number | null) => void

function wrapFetch(realm: typeof globalThis, count: Count) {
  const real = realm.fetch
  realm.fetch = (input, init) => {
    const request = input instanceof Request ? input : null
    const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
    const address = request?.url ?? (input as string | URL)
    if (request?.body && init?.body === undefined)
      // The request's own body can be read once only, so a copy is measured.
      request
        .clone()
        .arrayBuffer()
        .then(({ byteLength }) => count(method, address, byteLength))
        .catch(() => count(method, address, null))
    else count(method, address, bodyBytes(init?.body))
    return real.call(realm, input, init)
  }
}

function wrapXhr(realm: typeof globalThis, count: Count) {
  const { prototype } = realm.XMLHttpRequest
  const opened = new WeakMap<XMLHttpRequest, { method: string; address: string | URL }>()
  const { open, send } = prototype
  prototype.open = function (
    this: XMLHttpRequest,
    ...given: [method: string, address: string | URL, ...rest: unknown[]]
  ) {
    opened.set(this, { method: given[0].toUpperCase(), address: given[1] })
    return Reflect.apply(open, this, given)
  }
  prototype.send = function (body) {
    const { method, address } = opened.get(this) ?? { method: 'GET', address: '' }
    count(method, address, body instanceof Object && 'documentElement' in body ? null : bodyBytes(body))
    return send.call(this, body)
  }
}

function wrapOthers(realm: typeof globalThis, count: Count) {
  const { navigator, WebSocket, RTCDataChannel } = realm
  if (navigator && 'sendBeacon' in navigator) {
    const real = navigator.sendBeacon.bind(navigator)
    navigator.sendBeacon = (address, body) => {
      count('POST', address, bodyBytes(body))
      return real(address, body)
    }
  }
  if (WebSocket) {
    const { send } = WebSocket.prototype
    WebSocket.prototype.send = function (body) {
      count('WebSocket', this.url, bodyBytes(body))
      return send.call(this, body)
    }
  }
  // Peer connections are under no content policy; absent in workers.
  if (RTCDataChannel) {
    const { send } = RTCDataChannel.prototype
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, body: unknown) {
      count('RTCDataChannel', this.label, bodyBytes(body))
      return Reflect.apply(send, this, [body])
    }
  }
}

/** Images, scripts, styles: what is loaded without any of the calls above, those before this page was here included. */
function observeLoads(realm: typeof globalThis, seen: (address: string) => void) {
  if (!('PerformanceObserver' in realm)) return
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen(entry.name)
  }).observe({ type: 'resource', buffered: true })
}
