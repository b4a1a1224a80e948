import { type Block, type Inline, isSafeHref, type Mark, type RichText } from '../../core/rich-text.ts'

/**
 * A text as HTML, built sign by sign from the closed format: nothing in it was ever markup, so nothing needs to be
 * cleaned out of it.
 */
export const renderRichText = (doc: RichText): string => doc.content.map(block).join('\n')

const tags = { blockquote: 'blockquote', bulletList: 'ul', orderedList: 'ol', listItem: 'li' } as const

function block(node: Block): string {
  switch (node.type) {
    case 'paragraph':
      return `<p>${inline(node.content)}</p>`
    case 'heading':
      return `<h${node.attrs.level}>${inline(node.content)}</h${node.attrs.level}>`
    case 'horizontalRule':
      return '<hr>'
    default:
      return `<${tags[node.type]}>${node.content.map(block).join('')}</${tags[node.type]}>`
  }
}

const inline = (content: readonly Inline[] | undefined): string => (content ?? []).map(piece).join('')

function piece(node: Inline): string {
  if (node.type === 'hardBreak') return '<br>'
  return (node.marks ?? []).reduce(marked, escapeHtml(node.text))
}

function marked(html: string, mark: Mark): string {
  switch (mark.type) {
    case 'bold':
      return `<strong>${html}</strong>`
    case 'italic':
      return `<em>${html}</em>`
    case 'underline':
      return `<u>${html}</u>`
    case 'strike':
      return `<s>${html}</s>`
    case 'link':
      return isSafeHref(mark.attrs.href)
        ? `<a href="${escapeHtml(mark.attrs.href)}"${outside(mark.attrs.href)}>${html}</a>`
        : html
  }
}

const outside = (href: string) => (/^https?:/i.test(href) ? ' rel="noopener noreferrer"' : '')

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
