import { createElement } from 'react'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { type PageContent, publicPage } from '../../platform/http/public-page.ts'
import {
  boardContract,
  dossierContract,
  exchangeContract,
  outcomeContract,
  targetContract,
  taskContract,
  versionContract,
} from './programme.contract.ts'
import { ProgrammePage } from './programme.public.tsx'
import { programmeRefusals as words } from './programme.words.ts'
import { boardService } from './programme-board.service.ts'
import { dossierService } from './programme-dossier.service.ts'
import { exchangeService } from './programme-exchange.service.ts'
import { outcomeService } from './programme-outcome.service.ts'
import { programmePublicWords } from './programme-public.words.ts'
import { scoreboard, targetService } from './programme-target.service.ts'
import { taskService } from './programme-task.service.ts'
import { presentVersion, versionService } from './programme-version.service.ts'

export function programmeRoutes(house: House) {
  mount(house, 'programme', versionContract, versionService, words)
  mount(house, 'task', taskContract, taskService, words)
  mount(house, 'outcome', outcomeContract, outcomeService, words)
  mount(house, 'target', targetContract, targetService, words)
  mount(house, 'board', boardContract, boardService, words)
  mount(house, 'exchange', exchangeContract, exchangeService, words)
  mount(house, 'dossier', dossierContract, dossierService, words)
  publicPage(house, '/programme', programmePage)
}

async function programmePage(ctx: Ctx): Promise<PageContent> {
  const { document: programme, number: version } = await presentVersion(ctx)
  const { district, title } = programme.instrument
  return {
    title: `${say(programmePublicWords.title, ctx.locale)} · ${ctx.locale === 'en' ? district.nameEn : district.fullName}`,
    description: ctx.locale === 'en' ? (title.gloss ?? title.text) : title.text,
    district,
    body: createElement(ProgrammePage, {
      programme,
      version,
      targets: await scoreboard(ctx),
      today: ctx.today.toString(),
    }),
  }
}
