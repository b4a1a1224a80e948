import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DataError } from '../../platform/data-file.ts'
import { lawFolder } from '../../platform/law.ts'
import { readForms, readNumbering } from './document.data.ts'

/** What is wrong once one file was changed. */
async function mistakesOf(file: string, change: (text: string) => string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'forms-'))
  try {
    await cp(join(lawFolder, 'forms'), folder, { recursive: true })
    await writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')))
    return await told(readForms(folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}
const told = (reading: Promise<unknown>): Promise<string[]> =>
  reading.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof DataError)) throw error
      return error.mistakes.map(({ file, path, message }) => `${file} ${path} ${message}`)
    },
  )

test.each([
  ['37.yaml', /"\{\{notice\.facts\}\}"/, '"{{notice.facts}"', /^37\.yaml blocks\[3\] 花括号不成对/],
  ['37.yaml', /"\{\{notice\.facts\}\}"/, '"{{notice.fact}}"', /^37\.yaml blocks\[3\] 没有“notice\.fact”这个填写项/],
  ['37.yaml', /.*right\.hearing, unless.*\n/, '', /^37\.yaml blocks 缺少法定内容“听证权的告知”/],
  ['37.yaml', / {2}- contact\.name/, '  - contact.nobody', /^37\.yaml contact\.nobody 没有名称/],
  ['37.yaml', /form: 37/, 'form: 38', /^37\.yaml form 编号与文件名不一致/],
  ['24.yaml', /percent: 22/, 'percent: 23', /^24\.yaml blocks\[1\] 各栏宽度合计须为 100/],
  ['left-out.yaml', /form: 44/, 'form: 45', /^left-out\.yaml 44 须有模板/],
] as const)(
  '%s with a mistake (%s) is refused at start, with its place and the remedy',
  async (file, from, to, mistake) => {
    const found = await mistakesOf(file, (text) => text.replace(from, to))
    expect(found.length).toBeGreaterThan(0)
    expect(found[0]).toMatch(mistake)
  },
)

test('series whose numbers would meet, or run without a number, are refused at start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'series-'))
  const path = join(folder, 'numbering.yaml')
  const text = await readFile(join(lawFolder, 'numbering.yaml'), 'utf8')
  await writeFile(path, text.replace('kind: 听通', 'kind: 处罚'))
  expect(await told(readNumbering(path))).toEqual([
    expect.stringMatching(/form-39 与“form-45”的编号会重复/),
    expect.stringMatching(/form-45 与“form-39”的编号会重复/),
  ])
  await writeFile(path, text.replace('〔{year}〕{n}号', '〔{year}〕号'))
  expect((await told(readNumbering(path)))[0]).toContain('编号规则须含流水号')
  await rm(folder, { recursive: true })
})
