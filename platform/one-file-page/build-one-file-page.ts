import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A page that is saved as one file and works by itself, with the content policy that is in it. */
export type OneFilePage = { readonly html: string; readonly policy: string }

/** The saved file could reach the network, so it is not made. */
export class ReachesOut extends Error {
  override name = 'ReachesOut'
}

/** Everything by which a page fetches, opens, embeds, posts or leaves. */
const waysOut: readonly RegExp[] = [
  /\bfetch\s*\(/,
  /\bXMLHttpRequest\b/,
  /\bWebSocket(Stream)?\b/,
  /\bWebTransport\b/,
  /\bEventSource\b/,
  /\bsendBeacon\b/,
  /\bRTCPeerConnection\b/,
  /\bimportScripts\b/,
  /\bimport\s*\(/,
  /\bnew\s+(Shared)?Worker\b/,
  /\bserviceWorker\b/,
  /\bwindow\.open\b/,
  /\blocation\s*(\.\s*(href|assign|replace)\b|\s*=[^=])/,
  /\.(src|href|action|srcset)\s*=[^=]/,
  /setAttribute\(\s*['"`](src|href|action|srcset)/,
  /\burl\s*\(/,
  /@import\b/,
  /<(link|iframe|img|object|embed|form|base|video|audio)\b/i,
  /['"`](iframe|img|embed|form|link|video|audio|source)['"`]/,
  /\bhttps?:\/\/(?!www\.w3\.org\/)/,
]

/** @throws ReachesOut naming the way that was found */
export function refuseWaysOut(text: string): void {
  const found = waysOut.find((way) => way.test(text))
  if (found) throw new ReachesOut(`the saved file could reach the network: ${found.exec(text)?.[0]}`)
}

/** As a content policy names a script or a style that it allows. */
export const policyDigest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * Bundles `<name>.ts` into the frame `<name>.html`, with the style that all such pages share.
 *
 * @param folder - where both lie
 * @throws ReachesOut
 */
export async function buildOneFilePage(folder: string, name: string): Promise<OneFilePage> {
  const bundled = await build({
    entryPoints: [join(folder, `${name}.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const script = (bundled.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')
  const style = await oneFileStyle()
  refuseWaysOut(script)
  const frame = await readFile(join(folder, `${name}.html`), 'utf8')
  refuseWaysOut(frame)
  const policy = [
    "default-src 'none'",
    `script-src ${policyDigest(script)} 'wasm-unsafe-eval'`,
    `style-src ${policyDigest(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  const html = frame
    .replace('<!--policy-->', `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('/*style*/', () => style)
    .replace('/*script*/', () => script)
  return { html, policy }
}

/** @throws ReachesOut */
export async function oneFileStyle(): Promise<string> {
  const style = await readFile(join(import.meta.dirname, 'one-file-page.css'), 'utf8')
  refuseWaysOut(style)
  return style
}

/** @param trust - what the verifier should believe without being told otherwise, as `/log/trust.json` has it */
export const withTrust = ({ html }: OneFilePage, trust: unknown): string =>
  html.replace('"no trust embedded"', () => JSON.stringify(trust).replaceAll('<', '\\u003c'))
