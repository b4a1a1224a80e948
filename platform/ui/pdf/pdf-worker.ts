import { initSync, type TypstCompiler, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler'
import { type FontFace, facesOfBytes } from '../../documents/font-faces.ts'
import { officialPage, type PrintedPaper } from '../../documents/official-page.ts'
import { ownFamilies } from '../../documents/own-fonts.ts'
import type { FromPdfWorker, ToPdfWorker } from './pdf-messages.ts'

/*
 * Typesets papers that the server must not see, with the same template and the same fonts as the server does. It is served with a content
 * policy of its own under which it can connect to nothing (`pdf-policy.ts`); program, template and fonts are given to it by the page.
 */
const templatePath = '/official-pdf.typ'
const fonts = JSON.stringify(ownFamilies)
let typesetter: { readonly compiler: TypstCompiler; readonly faces: readonly (readonly FontFace[])[] } | null = null

const tell = (message: FromPdfWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer })

async function start({ compiler, template, fonts }: ToPdfWorker & { type: 'start' }) {
  initSync({ module: compiler })
  const files = fonts.map((weights) => weights.map((weight) => new Uint8Array(weight)))
  const builder = withoutCodeFromText(() => new TypstCompilerBuilder())
  for (const file of files.flat()) await builder.add_raw_font(file)
  const made = await builder.build()
  made.add_source(templatePath, template)
  typesetter = { compiler: made, faces: files.map((weights) => weights.flatMap(facesOfBytes)) }
}

/**
 * The compiler makes functions out of text, which our policy forbids, to stand for files and packages that it does not have. Ours stand
 * in their place, and refuse all the same.
 */
function withoutCodeFromText<T>(make: () => T): T {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'Function')
  Object.defineProperty(globalThis, 'Function', { ...own, value: StandIn })
  try {
    return make()
  } finally {
    if (own) Object.defineProperty(globalThis, 'Function', own)
  }
}
function StandIn() {
  return () => {
    throw new Error('there are no files and no packages')
  }
}

function set(copy: PrintedPaper) {
  if (!typesetter) throw new Error('not started')
  const { compiler, faces } = typesetter
  let isLacking = false
  const covers = (codePoint: number) => {
    const isShown = faces.some((weights) => weights.every((face) => face.covers(codePoint)))
    isLacking ||= !isShown
    return isShown
  }
  const data = JSON.stringify(officialPage(copy, covers))
  if (isLacking && faces.length < ownFamilies.length) return tell({ type: 'lacks-font' })
  const made: unknown = compiler.compile(
    templatePath,
    [
      ['data', data],
      ['fonts', fonts],
    ],
    'pdf',
    diagnosticsAsText,
  )
  // What was laid out for other papers is not kept.
  compiler.reset()
  const pdf = pdfOf(made)
  tell({ type: 'done', pdf }, [pdf.buffer])
}
const diagnosticsAsText = 2

function pdfOf(made: unknown): Uint8Array<ArrayBuffer> {
  if (typeof made === 'object' && made !== null) {
    if ('result' in made && made.result instanceof Uint8Array) return new Uint8Array(made.result)
    if ('diagnostics' in made && Array.isArray(made.diagnostics)) throw new Error(made.diagnostics.join('; '))
  }
  throw new Error('the compiler made nothing')
}

self.addEventListener('message', async ({ data }: MessageEvent<ToPdfWorker>) => {
  try {
    if (data.type === 'start') await start(data)
    else set(data.copy)
  } catch (thrown) {
    tell({ type: 'failed', during: data.type, reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
})
