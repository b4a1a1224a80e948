import type { Caller, TestHouse } from './harness.ts'

export type SentFile = { readonly name: string; readonly bytes: Buffer | string }
type Form = { readonly action: string; readonly multipart: boolean; readonly hidden: Readonly<Record<string, string>> }

/**
 * Somebody with a plain browser, no script and no account: opens pages, fills in the forms that stand on them, and keeps
 * what their hidden fields carry. Every answer that came is kept, so that a test can look for what must never be there.
 */
export class Reporter {
  readonly answers: { status: number; headers: Readonly<Record<string, unknown>>; html: string }[] = []
  readonly #caller: Caller
  readonly #prefix: string
  readonly #headers: Readonly<Record<string, string>>

  constructor(test: TestHouse, more: { locale?: 'zh-CN' | 'en'; headers?: Readonly<Record<string, string>> } = {}) {
    this.#caller = test.anyone
    this.#prefix = more.locale === 'en' ? '/en' : ''
    this.#headers = more.headers ?? {}
  }

  get last() {
    const last = this.answers.at(-1)
    if (!last) throw new Error('no page was opened')
    return last
  }

  /** What a reader sees, without tags. */
  get text(): string {
    const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(this.last.html) ?? []
    return plain(main.replace(/<[^>]+>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim()
  }

  get heading(): string {
    return plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(this.last.html)?.[1] ?? '')
  }

  async open(path: string) {
    await this.#ask('GET', this.#prefix + path)
    return this
  }

  /** Fills in the form that does this step, or the one that also carries this other hidden value, and sends it. */
  async send(step: string, fields: Readonly<Record<string, string>> = {}, files: readonly SentFile[] = []) {
    const form = this.#forms().find(
      ({ hidden }) =>
        hidden.step === step && (hidden.kind === undefined || hidden.kind === (fields.kind ?? hidden.kind)),
    )
    if (!form) throw new Error(`no form for ${step} on “${this.heading}”`)
    return this.post(form.action, { ...form.hidden, ...fields }, form.multipart ? files : null)
  }

  /** A form as nobody's browser would send it. @param files - null for a form without files */
  async post(path: string, fields: Readonly<Record<string, string>>, files: readonly SentFile[] | null = null) {
    const form = files ? new FormData() : new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    if (form instanceof FormData)
      for (const { name, bytes } of files ?? [])
        form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name)
    const { headers, body } = new Request('http://localhost', { method: 'POST', body: form })
    const payload = Buffer.from(await new Response(body).arrayBuffer())
    await this.#ask('POST', path, { headers: { 'content-type': headers.get('content-type') ?? '' }, payload })
    return this
  }

  async #ask(method: 'GET' | 'POST', path: string, more: { headers?: Record<string, string>; payload?: Buffer } = {}) {
    const { status, headers, raw } = await this.#caller.fetch(method, path, {
      ...more,
      headers: { ...this.#headers, ...more.headers },
    })
    this.answers.push({ status, headers, html: raw.toString('utf8') })
  }

  #forms(): Form[] {
    return [...this.last.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => ({
      action: plain(/action="([^"]*)"/.exec(tag)?.[1] ?? ''),
      multipart: /enctype="multipart\/form-data"/i.test(tag),
      hidden: Object.fromEntries(
        [...inner.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
          plain(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
          plain(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
        ]),
      ),
    }))
  }
}

const plain = (markup: string) =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')

export const tipText = {
  accused: '虚构甲公司',
  happened: '虚构情节：前技术员带走配方图纸，已在新单位投产。',
} as const
export const tipPerson = { name: '虚构钱举报', phone: '13900001234', contact: '虚构微信号 qian' } as const

/** As far as the page where everything is looked over before it is sent. @returns the return code */
export async function writeTip(
  reporter: Reporter,
  fields: Readonly<Record<string, string>> = tipText,
  kind: 'anonymous' | 'named' = 'anonymous',
): Promise<string> {
  await reporter.open('/tip')
  await reporter.send('code', { kind })
  const [code = ''] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(reporter.text) ?? []
  await reporter.send('write', { last: code.slice(-4) })
  await reporter.send('save', { ...fields, ...(kind === 'named' && tipPerson) })
  return code
}

/** A report that was sent. */
export async function aTip(
  test: TestHouse,
  {
    kind = 'anonymous',
    fields = tipText,
    files = [],
  }: {
    kind?: 'anonymous' | 'named'
    fields?: Readonly<Record<string, string>>
    files?: readonly SentFile[]
  } = {},
): Promise<{ code: string; reporter: Reporter }> {
  const reporter = new Reporter(test)
  const code = await writeTip(reporter, fields, kind)
  if (files.length > 0) await reporter.send('files', {}, files)
  await reporter.send('send')
  return { code, reporter }
}
