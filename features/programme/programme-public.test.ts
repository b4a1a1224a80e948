import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aHouse } from '../../test/harness.ts'
import { readProgramme } from './programme.data.ts'

const here = await aHouse()
const programme = await readProgramme(join(import.meta.dirname, '../../programme/jiangbei'))

/** What a visitor can read: the page without its tags. */
async function visibleText(path: string) {
  const { raw } = await here.anyone.fetch('GET', path)
  return raw
    .toString('utf8')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const sections = [...programme.frame.sections, ...programme.demonstration.sections]

test('the public reads every paragraph and every cell of the frame, the criteria and the co-operation', async () => {
  const page = await visibleText('/programme')
  const { official, above, rule, legend, note, modules } = programme.cooperation
  const texts = [
    ...sections.flatMap(({ title, paragraphs, tables }) => [
      title,
      ...paragraphs.map(({ text, subject }) => text || `${subject}:(未取得公开文本`),
      ...tables.flatMap(({ columns, rows }) => [...columns, ...rows.flat()]),
    ]),
    ...[official, above, rule, legend, note].map(({ text }) => text),
    ...modules.flatMap(({ title, precedent }) => [title, precedent]),
    ...programme.corrections.toBeFilled.map(({ subject = '' }) => subject),
    ...programme.questions.questions.flatMap(({ question, answer, note = '' }) => [question, answer, note]),
  ]
  expect(texts.filter((text) => !page.includes(text))).toEqual([])
})

test('who reads in English finds the official Chinese and our gloss beside it', async () => {
  const page = await visibleText('/en/programme')
  const { instrument, targets, phases, incentives, questions } = programme
  const texts = [
    ...[instrument.title, instrument.addressees, targets.sentence, ...instrument.basis, ...questions.lawSince],
    ...questions.questions.map(({ question, gloss }) => ({ text: question, gloss })),
    ...questions.questions.map(({ answer, answerGloss }) => ({ text: answer, gloss: answerGloss })),
    ...incentives.requirements.map(({ title, gloss }) => ({ text: title, gloss })),
    ...[...phases.phases, ...incentives.incentives].map(({ content, contentGloss }) => ({
      text: content,
      gloss: contentGloss,
    })),
    ...sections.map(({ title, gloss }) => ({ text: title, gloss })),
  ].flatMap(({ text, gloss = '' }) => [text, gloss])
  expect(texts.filter((text) => !page.includes(text))).toEqual([])
  expect(page).toContain('English is a gloss, not an official translation.')
})

test('the gloss is not shown to who reads in Chinese', async () => {
  expect(await visibleText('/programme')).not.toContain('Hold a working meeting')
})
