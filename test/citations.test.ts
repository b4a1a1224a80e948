import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { citationsIn, isCitable } from '../core/citable.ts'
import { readLaw } from '../platform/law.ts'

const { citable, instruments } = await readLaw()
const root = join(import.meta.dirname, '..')

/** Everything that cites: machines, guards and fields, words, forms, tables, matrices, comments. Tests cite what is wrong too. */
const files = globSync(['{app,core,features,platform,vault}/**/*.{ts,tsx,md,txt}', 'law/**/*.yaml', 'docs/**/*.md'], {
  cwd: root,
})
  .filter((file) => !/\.test\.tsx?$|^law[/\\]citable\.yaml$/.test(file))
  .sort()

type Cited = { readonly file: string; readonly line: number; readonly law: string; readonly text: string }

/** `PROC('第十八条')` in a machine is 《市场监督管理行政处罚程序规定》第十八条 on the screen. */
const asOnScreen = (source: string): string =>
  source.replace(/\b([A-Z]{2,}\d*)\('([^']*)'\)/g, (whole, id: string, articles: string) => {
    const title = instruments.find((one) => one.id === id)?.title.replace(/（.*$/, '')
    return title ? `《${title}》${articles}` : whole
  })

const cited = { named: [] as Cited[], marked: [] as Cited[], wrong: [] as Cited[] }
for (const file of files)
  for (const [index, source] of (await readFile(join(root, file), 'utf8')).split('\n').entries())
    for (const citation of citationsIn(asOnScreen(source), citable, instruments)) {
      const kind = isCitable(citation, citable) ? 'named' : citation.unverified ? 'marked' : 'wrong'
      cited[kind].push({ file, line: index + 1, law: citation.law, text: citation.text })
    }

describe('what the platform cites', () => {
  test('is an article, paragraph or item that the reference names, or says that it is to be verified (待核)', () => {
    expect(cited.wrong).toEqual([])
  })

  test('the machines, forms and tables are among what was read', () => {
    for (const file of [
      'features/case/case-course.rules.ts',
      'features/case/seizure.rules.ts',
      'features/clue/clue-acts.rules.ts',
      'features/criminal-referral/referral-body.rules.ts',
      'features/criminal-referral/reverse-transfer.rules.ts',
      'law/forms/37.yaml',
      'law/periods.yaml',
      'law/thresholds.yaml',
    ])
      expect([file, cited.named.some((one) => one.file === file)]).toEqual([file, true])
    expect(cited.named.length).toBeGreaterThan(1000)
  })

  test('no machine cites an article without saying of which law', async () => {
    const bare: string[] = []
    for (const file of files.filter((one) => one.endsWith('.rules.ts'))) {
      const source = asOnScreen(await readFile(join(root, file), 'utf8'))
      for (const [, text = ''] of source.matchAll(/\bsource: (?:\w+\()?['`]([^'`]*第[^'`]*条[^'`]*)['`]/g))
        if (!/《[^》]+》|法释〔|旧办法/.test(text)) bare.push(`${file}: ${text}`)
    }
    expect(bare).toEqual([])
  })
})
