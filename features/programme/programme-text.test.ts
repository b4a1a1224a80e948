import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readProgramme } from './programme.data.ts'
import { editableTexts, withText } from './programme-text.rules.ts'
import { checkEdit } from './programme-version.rules.ts'

const programme = await readProgramme(join(import.meta.dirname, '../../programme/jiangbei'))

test('every part of the programme has texts to edit, each where it stands', () => {
  const texts = editableTexts(programme)
  const files = new Set(texts.map(({ path }) => path[0]))
  for (const file of [
    'instrument',
    'measures',
    'targets',
    'phases',
    'incentives',
    'questions',
    'frame',
    'demonstration',
    'cooperation',
    'corrections',
  ])
    expect(files, file).toContain(file)
  expect(
    texts.find(({ value }) => value === '推广运用阶段' || value.startsWith('建立完善商业秘密保护工作长效机制')),
  ).toMatchObject({ status: '校' })
})

test('changing one text changes that text and nothing else', () => {
  const phase = editableTexts(programme).find(({ value }) => value.startsWith('召开全区工作会'))
  if (!phase) throw new Error('the first phase is there')
  const edited = withText(programme, phase.path, { [phase.field]: '召开全区工作会议', note: '虚构的更正' })
  expect(checkEdit(programme, edited).map(({ path }) => path)).toEqual([
    'phases/phases/1/content',
    'phases/phases/1/note',
  ])
  expect(() => checkEdit(programme, withText(programme, phase.path, { [phase.field]: '无出处的改动' }))).toThrow(
    'official-text-needs-source',
  )
})
