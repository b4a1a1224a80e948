import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { defineWords, type Pair } from '../../core/words.ts'
import { type FontFace, FontUnreadable } from './font-faces.ts'
import { readFontFile } from './font-file.ts'
import { ownFamilies, ownFonts } from './own-fonts.ts'
import type { Covers } from './printed-run.ts'

/** What can go wrong with a PDF, and what the person who asked for it is told. */
export const typesetWords = defineWords({
  'typesetter-missing': [
    '这台机器上没有可用的 PDF 排版程序（{platform}-{arch}）。请联系管理人员重新安装依赖。',
    'There is no PDF typesetter for this machine ({platform}-{arch}). Ask the administrator to install the dependencies again.',
  ],
  'font-missing': [
    '缺少排版用的中文字体 {font}。请联系管理人员重新安装依赖。',
    'The Chinese font {font} is missing. Ask the administrator to install the dependencies again.',
  ],
  'font-unusable': [
    '字体文件 {font} 无法使用。请从数据文件夹的 fonts 中移除，或换一个完好的文件。',
    'The font file {font} cannot be used. Remove it from the fonts folder of the data folder, or replace it.',
  ],
  'character-missing': [
    '文字中有字体未收录的字：{reason}。请联系管理人员在数据文件夹的 fonts 中加装字体。',
    'A character is in none of the fonts: {reason}. Ask the administrator to add a font to the fonts folder of the data folder.',
  ],
  'template-failed': ['PDF 排版失败：{reason}', 'The PDF could not be typeset: {reason}'],
})
export type TypesetCode = keyof typeof typesetWords

export class TypesetError extends Error {
  override readonly name = 'TypesetError'
  readonly code: TypesetCode
  readonly detail: Readonly<Record<string, string>>
  constructor(code: TypesetCode, detail: Readonly<Record<string, string>> = {}) {
    const words: Pair = typesetWords[code]
    super(`${code}: ${words[1].replace(/\{(\w+)\}/g, (hole, name: string) => detail[name] ?? hole)}`)
    this.code = code
    this.detail = detail
  }
}

export type PdfStandard = 'a-2a' | 'ua-1'
export type Typeset = { readonly bytes: Uint8Array; readonly pages: number }

export type Typesetter = {
  /** Whether one of our fonts has a sign for this code point, in every weight that we carry of it. */
  readonly covers: Covers
  /**
   * The template reads `json(bytes(sys.inputs.data))` and `json(bytes(sys.inputs.fonts))`, the families in the order in
   * which they are to be tried. Data is never read as markup. Same template, same data, same bytes, provided that the
   * template sets the document's date.
   *
   * @throws TypesetError `character-missing` rather than an empty box, `template-failed`
   */
  readonly typeset: (template: string, data: unknown, standard?: PdfStandard) => Typeset
}

const typesetters = new Map<string, Promise<Typesetter>>()

/**
 * One compiler per process and font folder, made on first use and kept warm.
 *
 * @param fontFolder - fonts that the operator has a licence for, tried after our own; a folder that is not there is
 *   an empty one. Files added later are seen at the next start.
 * @throws TypesetError `typesetter-missing`, `font-missing` or `font-unusable`
 */
export function openTypesetter(fontFolder = ''): Promise<Typesetter> {
  const known = typesetters.get(fontFolder)
  if (known) return known
  const opening = startTypesetter(fontFolder)
  typesetters.set(fontFolder, opening)
  // What was wrong may have been put right when the next person asks.
  opening.catch(() => typesetters.delete(fontFolder))
  return opening
}

const require = createRequire(import.meta.url)
async function startTypesetter(fontFolder: string): Promise<Typesetter> {
  const ownPaths = ownFontPaths()
  const mounted = fontFolder ? fontFilesBelow(fontFolder) : []
  const ownFaces = ownPaths.map((weights) => weights.flatMap(facesOf))
  const mountedFaces = mounted.flatMap((path) => facesOf(path).map((face) => ({ ...face, path })))
  const Compiler = await loadCompiler()
  const compiler = Compiler.create({
    // Nothing lies there: a template that reads a file fails.
    workspace: join(import.meta.dirname, 'no-files'),
    fontArgs: [
      { fontPaths: [...ownPaths.flat().map((path) => dirname(path)), ...(mounted.length > 0 ? [fontFolder] : [])] },
    ],
  })
  const isKnown = knownFamilies(compiler, [...ownFamilies, ...mountedFaces.flatMap(({ families }) => families)])
  const missing = ownFamilies.find((family) => !isKnown(family))
  if (missing) throw new TypesetError('font-missing', { font: missing })
  const mountedFamilies = mountedFaces.map(({ families, path }) => {
    const family = families.find(isKnown)
    if (!family) throw new TypesetError('font-unusable', { font: path })
    return family
  })
  const fonts = JSON.stringify([...new Set([...ownFamilies, ...mountedFamilies])])
  return {
    covers: (codePoint) =>
      ownFaces.some((weights) => weights.every(({ covers }) => covers(codePoint))) ||
      mountedFaces.some(({ covers }) => covers(codePoint)),
    typeset(template, data, standard = 'a-2a') {
      const made = compile(compiler, template, { data: JSON.stringify(data), fonts }, standard)
      // Results of other documents are kept for a few rounds, not for ever.
      compiler.evictCache(2)
      return made
    },
  }
}

function ownFontPaths(): string[][] {
  try {
    return ownFonts.map(({ files }) => files.map((file) => require.resolve(file)))
  } catch {
    throw new TypesetError('font-missing', { font: ownFamilies.join('、') })
  }
}

function fontFilesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function facesOf(path: string): FontFace[] {
  try {
    return readFontFile(path)
  } catch (error) {
    if (error instanceof FontUnreadable) throw new TypesetError('font-unusable', { font: path })
    throw error
  }
}

/** The binary is an optional dependency of its platform: a half-made install leaves the package without it. */
async function loadCompiler(): Promise<typeof NodeCompiler> {
  try {
    return (await import('@myriaddreamin/typst-ts-node-compiler')).NodeCompiler
  } catch {
    throw new TypesetError('typesetter-missing', { platform: process.platform, arch: process.arch })
  }
}

/** The compiler has no list of its fonts, but it names each family that it does not know. */
function knownFamilies(compiler: NodeCompiler, families: readonly string[]): (family: string) => boolean {
  const source =
    '#for family in json(bytes(sys.inputs.families)) { text(font: family, fallback: false)[] + parbreak() }'
  const result = compiler.compile({ mainFileContent: source, inputs: { families: JSON.stringify(families) } })
  const unknown = new Set(
    (result.takeWarnings()?.shortDiagnostics ?? []).flatMap(
      (warning: { message?: unknown }) => /^unknown font family: (.*)$/.exec(String(warning.message))?.[1] ?? [],
    ),
  )
  return (family) => !unknown.has(family.toLowerCase())
}

/** In one call: a compiled document handed to JavaScript is memory that the garbage collector knows nothing of. */
function compile(
  compiler: NodeCompiler,
  template: string,
  inputs: Record<string, string>,
  pdfStandard: PdfStandard,
): Typeset {
  try {
    const bytes = compiler.pdf({ mainFileContent: template, inputs }, { pdfStandard, pdfTags: true })
    return { bytes, pages: pageCount(bytes) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = 'code' in error && typeof error.code === 'string' ? error.code : error.message
    const undisplayed = /the text `(.*?)` could not be displayed/.exec(reason)?.[1]
    if (undisplayed) throw new TypesetError('character-missing', { reason: undisplayed })
    throw new TypesetError('template-failed', { reason })
  }
}

/** The compiler writes the root of the pages plainly, before everything else. */
function pageCount(pdf: Buffer): number {
  const count = /\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.toString('latin1', 0, 200))?.[1]
  if (!count) throw new TypesetError('template-failed', { reason: 'no pages' })
  return Number(count)
}
