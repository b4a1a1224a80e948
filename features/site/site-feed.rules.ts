import { type Locale, locales } from '../../core/words.ts'

const escapeXml = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them, escaped or not
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

export type FeedEntry = {
  readonly slug: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
}

/** @source RFC 4287 */
export function atomFeed(publicUrl: string, title: string, author: string, entries: readonly FeedEntry[]): string {
  const updated = entries[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z'
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>${escapeXml(title)}</title>
<id>${escapeXml(publicUrl)}/</id>
<updated>${updated}</updated>
<author><name>${escapeXml(author)}</name></author>
<link rel="self" type="application/atom+xml" href="${escapeXml(publicUrl)}/feed.xml"/>
<link rel="alternate" type="text/html" href="${escapeXml(publicUrl)}/"/>
${entries.map((entry) => atomEntry(publicUrl, entry)).join('')}</feed>
`
}

const atomEntry = (publicUrl: string, { slug, version, title, summary, publishedAt }: FeedEntry) => `<entry>
<title>${escapeXml(title)}</title>
<id>${escapeXml(publicUrl)}/publications/${slug}</id>
<link href="${escapeXml(publicUrl)}/publications/${slug}/versions/${version}"/>
<updated>${publishedAt}</updated>
<summary>${escapeXml(summary)}</summary>
</entry>
`

const prefix: Readonly<Record<Locale, string>> = { 'zh-CN': '', en: '/en' }

/** Every page that a search engine should know, in each language, with its translations. @source sitemaps.org protocol 0.9 */
export function sitemap(
  publicUrl: string,
  pages: readonly { readonly path: string; readonly changedAt?: string }[],
): string {
  const address = (path: string, locale: Locale) =>
    escapeXml(publicUrl + (prefix[locale] + path).replace(/(.)\/$/, '$1'))
  const urls = pages.flatMap(({ path, changedAt }) =>
    locales.map(
      (locale) =>
        `<url><loc>${address(path, locale)}</loc>${changedAt ? `<lastmod>${changedAt}</lastmod>` : ''}${locales
          .map((one) => `<xhtml:link rel="alternate" hreflang="${one}" href="${address(path, one)}"/>`)
          .join('')}</url>`,
    ),
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`
}

export const robots = (publicUrl: string): string => `User-agent: *
Disallow: /api/
Disallow: /app/
Disallow: /search
Disallow: /en/search

Sitemap: ${publicUrl}/sitemap.xml
`
