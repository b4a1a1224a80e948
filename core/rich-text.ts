import { z } from 'zod'

/**
 * The texts that the editor makes: a small, closed set of blocks and marks. What is not in it cannot be stored, so
 * that nothing stored can become a script.
 */
const Href = z
  .string()
  .max(2000)
  .refine(
    isSafeHref,
    '链接须以 https://、http://、mailto: 或 / 开头。 | A link begins with https://, http://, mailto: or /.',
  )

const Mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('underline') }),
  z.object({ type: z.literal('strike') }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: Href }) }),
])
export type Mark = z.output<typeof Mark>
const Text = z.object({
  type: z.literal('text'),
  text: z.string().min(1).max(100_000),
  marks: z.array(Mark).max(8).optional(),
})
const Inline = z.discriminatedUnion('type', [Text, z.object({ type: z.literal('hardBreak') })])
const inline = z.array(Inline).max(5000).optional()
const Paragraph = z.object({ type: z.literal('paragraph'), content: inline })
const Heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
  content: inline,
})

export type Inline = z.output<typeof Inline>
export type Block =
  | z.output<typeof Paragraph>
  | z.output<typeof Heading>
  | { type: 'horizontalRule' }
  | { type: 'blockquote' | 'bulletList' | 'orderedList'; content: Block[] }
  | { type: 'listItem'; content: Block[] }

const Block: z.ZodType<Block, Block> = z.lazy(() =>
  z.union([
    Paragraph,
    Heading,
    z.object({ type: z.literal('horizontalRule') }),
    z.object({ type: z.enum(['blockquote', 'bulletList', 'orderedList']), content: z.array(Block).max(2000) }),
    z.object({ type: z.literal('listItem'), content: z.array(Block).max(500) }),
  ]),
)

const deepest = 12

/** Refuses what is nested beyond any sense before it is walked: a hostile document must not exhaust the stack. */
const shallow = (value: unknown): boolean => {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest * 3) return false
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}

const Doc = z.object({ type: z.literal('doc'), content: z.array(Block).max(2000) })
export type RichText = z.output<typeof Doc>
export const RichText = z.custom<RichText>(shallow, '内容嵌套过深。 | The text is nested too deeply.').pipe(Doc)

export const emptyRichText: RichText = { type: 'doc', content: [] }

/** Only addresses that lead somewhere; a browser ignores white space and control signs in a scheme, so they are refused. */
export function isSafeHref(href: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an adversary's tabs and zero bytes are what this looks for
  if (/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202f]/.test(href)) return false
  return /^(https?:\/\/|mailto:|\/(?![/\\]))/i.test(href)
}

/**
 * Keeps of any value what the format allows and drops the rest; for pasted or imported texts, where refusing
 * everything for one foreign node would lose a person's work.
 */
export function cleanRichText(value: unknown): RichText {
  if (!shallow(value) || !isNode(value)) return emptyRichText
  return { type: 'doc', content: cleanBlocks(value.content) }
}

type Node = {
  readonly type?: unknown
  readonly content?: unknown
  readonly text?: unknown
  readonly marks?: unknown
  readonly attrs?: unknown
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode).slice(0, 2000) : [])

function cleanBlocks(value: unknown): Block[] {
  return nodesOf(value).flatMap((node): Block[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ type: 'paragraph', content: cleanInline(node.content) }]
      case 'heading': {
        const level = isNode(node.attrs) && 'level' in node.attrs ? node.attrs.level : 2
        return [
          {
            type: 'heading',
            attrs: { level: level === 3 || level === 4 ? level : 2 },
            content: cleanInline(node.content),
          },
        ]
      }
      case 'horizontalRule':
        return [{ type: 'horizontalRule' }]
      case 'blockquote':
      case 'bulletList':
      case 'orderedList':
      case 'listItem':
        return [{ type: node.type, content: cleanBlocks(node.content) }]
      default:
        return cleanBlocks(node.content)
    }
  })
}

const cleanInline = (value: unknown): Inline[] =>
  nodesOf(value).flatMap((node): Inline[] => {
    if (node.type === 'hardBreak') return [{ type: 'hardBreak' }]
    if (node.type !== 'text' || typeof node.text !== 'string' || node.text === '') return []
    const marks = nodesOf(node.marks).flatMap((mark) => {
      const parsed = Mark.safeParse(mark)
      return parsed.success ? [parsed.data] : []
    })
    return [{ type: 'text', text: node.text.slice(0, 100_000), ...(marks.length > 0 && { marks }) }]
  })

/** The words alone, a line for each block: for search, digests and mails. */
export function richTextToPlain(doc: RichText): string {
  const lines = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) => {
      if (block.type === 'horizontalRule') return []
      if (block.type === 'paragraph' || block.type === 'heading')
        return [(block.content ?? []).map((one) => (one.type === 'text' ? one.text : '\n')).join('')]
      return lines(block.content)
    })
  return lines(doc.content).join('\n')
}
