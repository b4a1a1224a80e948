import { onRoomLock } from '../vault/room.client.ts'
import type { Answers, FirmPaper, ForWhom } from './template.schema.ts'

type Prefill = {
  readonly templateId: string
  readonly forWhom: ForWhom | null
  /** The incident that it is written for, and what the paper is called then. */
  readonly forIncident?: Required<Pick<FirmPaper, 'incidentId' | 'title'>>
  readonly answers: Partial<Answers>
}

/** What is known already of a paper about to be drafted, in memory: an address or the browser's history would keep what it says. */
let carried: Prefill | null = null
onRoomLock(() => {
  carried = null
})
export const carryPrefill = (prefill: Prefill): void => {
  carried = prefill
}

/** Taken once, and only by the template it was meant for. */
export function takePrefill(templateId: string): Prefill | null {
  const taken = carried?.templateId === templateId ? carried : null
  carried = null
  return taken
}

/** What was carried goes before what the firm's other papers say. */
export const prefilled = (answers: Answers, prefill: Prefill | null): Answers => ({
  text: { ...answers.text, ...prefill?.answers.text },
  ticks: { ...answers.ticks, ...prefill?.answers.ticks },
  rows: { ...answers.rows, ...prefill?.answers.rows },
})
