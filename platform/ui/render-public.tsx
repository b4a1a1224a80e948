import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { LocaleProvider } from './locale.tsx'
import { localised, type PublicFrame, PublicLayout } from './public-layout.tsx'

export type PublicPage = PublicFrame & {
  readonly title: string
  readonly description?: string | undefined
  /** Pages that no search engine should list: results of a search, answers to a form. */
  readonly unlisted?: boolean
  readonly assets: { readonly stylesheet: string; readonly script: string }
  readonly publicUrl: string
  readonly body: ReactNode
}

/** A whole page as HTML. Nothing inline but content: the policy forbids scripts and styles in the page. */
export function renderPublic(page: PublicPage): string {
  const { locale, path, publicUrl, title, description, assets } = page
  const canonical = publicUrl + localised(path, locale)
  const markup = renderToStaticMarkup(
    <html lang={locale} data-size={page.size} data-contrast={page.contrast}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {page.unlisted ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={canonical} />}
        <link rel="alternate" hrefLang="zh-CN" href={publicUrl + localised(path, 'zh-CN')} />
        <link rel="alternate" hrefLang="en" href={publicUrl + localised(path, 'en')} />
        <link rel="alternate" type="application/atom+xml" href="/feed.xml" title={title} />
        <meta property="og:title" content={title} />
        {description && <meta property="og:description" content={description} />}
        <meta property="og:url" content={canonical} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {!page.discreet && <script type="module" src={assets.script} />}
      </head>
      <body>
        <LocaleProvider locale={locale}>
          <PublicLayout frame={page}>{page.body}</PublicLayout>
        </LocaleProvider>
      </body>
    </html>,
  )
  return `<!doctype html>${markup}`
}
