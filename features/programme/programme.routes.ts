import { type House, mount } from '../../platform/http/mount.ts'
import {
  boardContract,
  dossierContract,
  exchangeContract,
  outcomeContract,
  targetContract,
  taskContract,
  versionContract,
} from './programme.contract.ts'
import { programmeRefusals as words } from './programme.words.ts'
import { boardService } from './programme-board.service.ts'
import { dossierService } from './programme-dossier.service.ts'
import { exchangeService } from './programme-exchange.service.ts'
import { outcomeService } from './programme-outcome.service.ts'
import { targetService } from './programme-target.service.ts'
import { taskService } from './programme-task.service.ts'
import { versionService } from './programme-version.service.ts'

export function programmeRoutes(house: House) {
  mount(house, 'programme', versionContract, versionService, words)
  mount(house, 'task', taskContract, taskService, words)
  mount(house, 'outcome', outcomeContract, outcomeService, words)
  mount(house, 'target', targetContract, targetService, words)
  mount(house, 'board', boardContract, boardService, words)
  mount(house, 'exchange', exchangeContract, exchangeService, words)
  mount(house, 'dossier', dossierContract, dossierService, words)
}
