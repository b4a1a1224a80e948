import { missingSteps, type PlannedStep } from '../checklist/checklist.rules.ts'
import type { Checklists } from '../checklist/checklist.schema.ts'
import type { Answers, Template } from '../template/template.schema.ts'
import { momentText, timelineOf } from './incident.rules.ts'
import type { EntryKind, Incident } from './incident.schema.ts'

/** The letter that IN-16 names besides (告知函). */
const noticeOfRights = 'TPL-24'

/** Templates that the steps of an incident leave as their records, in the order of the steps, and the letter of notice. */
export const lettersOf = ({ checklists }: Checklists, checklistId: string): readonly string[] => {
  const list = checklists.find(({ id }) => id === checklistId)
  const records = list?.phases.flatMap(({ steps }) => steps.flatMap((step) => step.records)) ?? []
  return [...new Set([...records.filter((id) => id.startsWith('TPL-')), noticeOfRights])]
}

const most = { cell: 500, text: 4000, rows: 200 }
const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

/** What an incident can fill in of a paper: only fields that its template has, and nothing that was not written down. */
export function answersFor(
  template: Template,
  incident: Incident,
  plan: readonly PlannedStep[],
  secretNumbers: readonly string[],
): Answers {
  const of = (...kinds: EntryKind[]) =>
    incident.log
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text.replace(/[。；\s]+$/u, ''))
      .join('；')
  const evidence = incident.log.filter((line) => line.kind === 'evidence' || line.evidence !== '')
  const text: Readonly<Record<string, string>> = {
    incidentNo: incident.number,
    foundAt: `${momentText(Temporal.Instant.from(incident.discoveredAt))} ${incident.discoverer}`,
    entries: secretNumbers.join('、'),
    facts: of('fact'),
    measures: of('act', 'decision'),
    nextSteps: missingSteps(plan)
      .map(
        ({ step, until }) => `${step.id} ${step.action.zh.replace(/。$/, '')}（${momentText(until.toInstant())} 前）`,
      )
      .join('；'),
    evidence: evidence.map((line) => line.text.replace(/[。；\s]+$/u, '')).join('；'),
  }
  const rows: Readonly<Record<string, readonly (readonly string[])[]>> = {
    timeline: timelineOf(incident, plan).map((line) => [
      momentText(Temporal.Instant.from(line.at)),
      line.by,
      line.text,
      line.evidence,
    ]),
    evidence: evidence.map((line) => [line.text, '', line.by, line.evidence, '']),
    contacts: incident.contacts
      .filter(({ name, phone }) => name !== '' || phone !== '')
      .map(({ role, name, phone }) => [role, name, phone]),
  }
  const answers: Answers = { text: {}, ticks: {}, rows: {} }
  for (const { key, type } of template.fields) {
    const said = text[key]
    if (type === 'table')
      answers.rows[key] = (rows[key] ?? []).slice(0, most.rows).map((cells, at) => ({
        id: String(at),
        cells: cells.map((cell) => cut(cell, most.cell)),
      }))
    else if (said) answers.text[key] = cut(said, most.text)
  }
  return answers
}

/** The title of a paper that belongs to a drill says so. */
export const titleFor = (template: Template, { drill, number }: Incident): string =>
  cut(drill ? `【演练】${template.title.zh}（${number}）` : `${template.title.zh}（${number}）`, 150)
