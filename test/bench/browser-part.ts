import { build } from 'esbuild'
import { z } from 'zod'
import { closeBrowser, openPage } from '../browser.ts'
import type { Times } from './browser-measures.ts'
import type { Row } from './evidence-row.ts'
import { undisturbed } from './turns.ts'

const rounds = 5

const MeasuredTimes = z.object({ anchor: z.number().positive(), ours: z.number().positive() })
const Measured = z.object({
  bytes: z.number(),
  claims: z.number(),
  sm3: MeasuredTimes,
  sm3Stream: MeasuredTimes,
  sha256: MeasuredTimes,
  inclusion: MeasuredTimes,
})

/** SM3 and SHA-256 in Chromium beside hash-wasm, inclusion proofs beside noble: one core, by turns, the best of five. */
export async function browserRows(): Promise<Row[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { measure } from './browser-measures.ts'\nwindow.measure = measure",
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  const { page, context } = await openPage()
  await page.setContent('<!doctype html><title>bench</title>')
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  const { result, foreignPercent } = await undisturbed(() => page.evaluate(`measure(${rounds})`))
  const found = Measured.parse(result)
  await context.close()
  await closeBrowser()
  const bytesRate = (milliseconds: number) => `${Math.round(found.bytes / milliseconds / 1000)} MB/s`
  const proofRate = (milliseconds: number) =>
    `${Math.round((found.claims / milliseconds) * 1000).toLocaleString('en')}/s`
  const row = (name: string, peer: string, { anchor, ours }: Times, wanted: string | null, rate = bytesRate): Row => ({
    name: `Chromium, ${name}`,
    anchor: peer,
    anchorFigure: rate(anchor),
    ours: rate(ours),
    ratio: anchor / ours,
    wanted,
    foreignPercent,
  })
  return [
    row('SM3, four files, one core', 'hash-wasm', found.sm3, '≥ 2.2×'),
    row('SM3, one stream', 'hash-wasm', found.sm3Stream, null),
    row('SHA-256, four files, one core', 'hash-wasm', found.sha256, null),
    row('inclusion proofs of 20 levels', 'noble', found.inclusion, '≥ 3×', proofRate),
  ]
}
