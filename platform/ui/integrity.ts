import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const digestOf = (bytes: string | Uint8Array) => createHash('sha256').update(bytes)

/**
 * Says in a built page which bytes each script and style must have, those included that are loaded later: a file that was changed between
 * the build and the reader does not run. What is fetched by the page itself carries the digest; what modules import is in an import map.
 *
 * A worker can be given no digest; it is in the list of served files.
 *
 * @source W3C Subresource Integrity; HTML Standard §8.1.5.6 (import maps, "integrity")
 */
export async function addIntegrity(folder: string): Promise<void> {
  const digests = new Map<string, string>()
  for (const name of (await readdir(folder)).sort())
    if (/\.(js|css)$/.test(name) && !/-worker-/.test(name))
      digests.set(`/assets/${name}`, `sha256-${digestOf(await readFile(join(folder, name))).digest('base64')}`)
  const page = join(folder, 'index.html')
  const html = await readFile(page, 'utf8')
  const scripts = Object.fromEntries([...digests].filter(([address]) => address.endsWith('.js')))
  const map = `<script type="importmap">${JSON.stringify({ integrity: scripts })}</script>`
  const marked = html.replace(/<(script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g, (tag, _kind, address: string) => {
    const digest = digests.get(address)
    return digest ? `${tag} integrity="${digest}"` : tag
  })
  // Before the first module: a map that comes later would be too late for it.
  const at = marked.indexOf('<script type="module"')
  if (at < 0 || !marked.includes(' integrity="')) throw new Error('the built page has no module to vouch for')
  await writeFile(page, `${marked.slice(0, at)}${map}\n    ${marked.slice(at)}`)
}

/** The inline import map of a page, as a content policy must name it; empty where there is none. */
export function importMapSource(html: string): string {
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1]
  return map === undefined ? '' : `'sha256-${digestOf(map).digest('base64')}'`
}

/**
 * Every file that the web serves and what SHA-256 makes of it, as `sha256sum --check` reads it: paths below the platform's address.
 *
 * @param index - what is answered at `/app`
 */
export async function listServedFiles(folder: string, index: string): Promise<string> {
  const lines = [`${digestOf(index).digest('hex')}  app`]
  for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(name.parentPath, name.name)
    const below = path.slice(folder.length + 1)
    // Files beginning with a dot are the build's own notes and not served.
    if (!name.isFile() || below.startsWith('.')) continue
    lines.push(`${digestOf(await readFile(path)).digest('hex')}  assets/${below.split('\\').join('/')}`)
  }
  return `${lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n`
}
