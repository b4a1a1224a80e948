import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { planOf } from '../checklist/checklist.rules.ts'
import type { Checklists } from '../checklist/checklist.schema.ts'
import { carryPrefill } from '../template/prefill.client.ts'
import { templateContract } from '../template/template.contract.ts'
import { FirmPaper, type Template } from '../template/template.schema.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import type { Incident } from './incident.schema.ts'
import { onwardWords } from './incident.words.ts'
import { answersFor, lettersOf, titleFor } from './letter.rules.ts'

/** The templates that an incident needs, how one is begun, and what was written already. */
export function useLetters(incidentId: string, incident: Incident, lists: Checklists) {
  const say = useSay()
  const navigate = useNavigate()
  const register = useRegister()
  const papers = useRecords('document', FirmPaper)
  const { data: content } = useDoor(templateContract.templates, {})
  const templates = lettersOf(lists, incident.run.checklistId).flatMap(
    (id) => content?.templates.find((one) => one.id === id) ?? [],
  )
  const list = lists.checklists.find(({ id }) => id === incident.run.checklistId)
  /** What belongs to this incident is filled in from it; rules of the firm stand by themselves. */
  const write = (template: Template) => {
    const plan = list ? planOf(list, incident.run, Temporal.Now.instant()) : []
    const numbers = register.list.filter(({ id }) => incident.secretIds.includes(id)).map(({ value }) => value.number)
    carryPrefill({
      templateId: template.id,
      forWhom: null,
      ...(template.kind !== 'rules' && {
        forIncident: { incidentId, title: titleFor(template, incident) },
      }),
      answers: answersFor(template, incident, plan, numbers),
    })
    navigate({ to: `/papers/make/${template.id}` })
  }
  const inStep = (id: string): ReactNode => {
    const template = templates.find((one) => one.id === id)
    return template ? (
      <Button kind="quiet" onPress={() => write(template)}>
        {say(pairOf(template.title))}
      </Button>
    ) : (
      id
    )
  }
  const papersOf = (template: Template) =>
    papers.list.filter(
      ({ value }) => value.templateId === template.id && (value.incidentId === incidentId || template.kind === 'rules'),
    )
  return {
    templates,
    write,
    inStep,
    papersOf,
    written: papers.list.filter(({ value }) => value.incidentId === incidentId),
  }
}
type UsedLetters = ReturnType<typeof useLetters>
export type Written = UsedLetters['written']

export function Letters({ letters: { templates, write, papersOf } }: { letters: UsedLetters }) {
  const w = useWords(onwardWords)
  const say = useSay()
  return (
    <Panel title={w('letters')} id="letters">
      <p className="hint">{w('lettersText')}</p>
      <ul className="lines">
        {templates.map((template) => {
          const title = say(pairOf(template.title))
          return (
            <li key={template.id}>
              {title} <span className="source">{template.id}</span>
              {papersOf(template).map((paper) => (
                <PaperLine key={paper.id} paper={paper} />
              ))}
              <p>
                <Button aria-label={w('write', { title })} onPress={() => write(template)}>
                  {w('writeIt')}
                </Button>
              </p>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function PaperLine({ paper: { id, value } }: { paper: Entry<FirmPaper> }) {
  const w = useWords(onwardWords)
  const locale = useLocale()
  const approved = value.state === 'approved' ? value.approvals.at(-1) : undefined
  return (
    <p>
      <A to={`/papers/${id}`}>{value.title}</A>{' '}
      <Badge tone={approved ? 'good' : 'plain'}>
        {approved
          ? w('approved', { version: approved.version, on: formatDay(approved.approvedOn, locale) })
          : w('draft')}
      </Badge>{' '}
      <span className="hint">{w(value.incidentId ? 'written' : 'standing')}</span>
    </p>
  )
}
