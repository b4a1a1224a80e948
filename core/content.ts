import { z } from 'zod'
import type { Pair } from './words.ts'

/** The pieces that every file of `content/` is made of: text in both languages, references, and what was checked. */
export const Said = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
export type Said = z.infer<typeof Said>

/** As the rest of the program writes a pair. */
export const pairOf = ({ zh, en }: Said): Pair => [zh, en]

/** `SPC20:3` — article 3 of SPC20; without a colon, the work as a whole. Every one is in the file's own list. */
export const SourceRef = z.string().regex(/^[A-Z][A-Z0-9]*(:[\w().,-]+)?$/)

const checks = ['full', 'part', 'toc', 'secondary', 'not-checked'] as const
const Source = z.strictObject({
  kind: z.string().min(1),
  title: Said,
  urls: z.array(z.url()).optional(),
  checked: z.enum(checks),
  note: Said.optional(),
})

/** What every file begins and ends with. */
export const contentHead = (kind: string) => ({
  schemaVersion: z.literal(1),
  kind: z.literal(kind),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  asOf: z.iso.date(),
  title: Said,
  intro: Said,
  sourceCheckLegend: z.record(z.enum(checks), Said),
  sourceList: z.record(z.string(), Source),
})

/** References in a file to sources that its list does not have. */
export function strayReferences(content: { sourceList: Readonly<Record<string, unknown>> }): string[] {
  const stray = new Set<string>()
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      for (const one of value)
        if (key === 'sources' && typeof one === 'string') {
          if (!((one.split(':')[0] ?? '') in content.sourceList)) stray.add(one)
        } else walk(one, key)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name)
  }
  walk(content, '')
  return [...stray]
}
