import { createElement } from 'react'
import type { Law } from '../../core/law.ts'
import type { DuePeriod } from '../../core/period.ts'
import { answerPeriod, questionRefusals } from '../../core/period-question.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Pair, say, sayBoth, type Words } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import { type PageContent, type PageRequest, publicPage } from '../../platform/http/public-page.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { LawPage, type LawPageProps } from './law.public.tsx'
import { lawOf, lawSettings } from './law.service.ts'
import { lawPublicWords } from './law-public.words.ts'
import { commandOf, type LawQuery, questionOfQuery } from './law-query.ts'

/** The calculator of periods for everybody: anyone may check how this office counts. */
export const lawPages = (house: House) => publicPage(house, '/law', page)

async function page(ctx: Ctx, { query }: PageRequest): Promise<PageContent> {
  const law = await lawOf(ctx)
  return {
    title: say(lawPublicWords.title, ctx.locale),
    description: say(lawPublicWords.lead, ctx.locale),
    district: (await presentProgramme(ctx)).instrument.district,
    body: createElement(LawPage, {
      law,
      query,
      set: await lawSettings(ctx),
      calendars: ctx.world.calendar.years,
      ...answerOf(ctx, law, query),
    }),
  }
}

function answerOf(ctx: Ctx, law: Law, query: LawQuery): Pick<LawPageProps, 'rule' | 'answer' | 'refused' | 'command'> {
  const nothing = { rule: null, answer: null, refused: null, command: null }
  const rule = law.periods.find(({ id }) => id === query.period) ?? null
  if (query.period !== undefined && !rule) return { ...nothing, refused: lawPublicWords.noSuchPeriod }
  if (!rule) return nothing
  try {
    const question = questionOfQuery(query)
    if (!question) return { ...nothing, rule }
    const answer: DuePeriod = answerPeriod(rule, question, ctx.world.calendar, law.counting)
    return { rule, answer, refused: null, command: commandOf(rule.id, question) }
  } catch (error) {
    return { ...nothing, rule, refused: inWords(error) }
  }
}

/** @throws whatever is not a refusal of the question */
function inWords(error: unknown): Pair {
  const words: Words = questionRefusals
  const pair = error instanceof Refusal ? words[error.code] : undefined
  if (!(error instanceof Refusal) || !pair) throw error
  const said = sayBoth(pair, error.detail)
  return [said['zh-CN'], said.en]
}
