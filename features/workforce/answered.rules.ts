import { bindingKinds } from '../template/binding.rules.ts'
import type { FirmPaper } from '../template/template.schema.ts'
import type { Handout, HandoutAnswer } from '../vault/handout.schema.ts'
import { mark } from './course.rules.ts'
import type { Courses, Exam } from './course.schema.ts'
import type { Agreement, ClearedPerson, Training } from './workforce.schema.ts'

/** Something that was handed to a person and opened again by the keeper. */
export type HandedOut = {
  readonly id: string
  readonly personId: string
  readonly digest: string
  readonly handout: Handout | null
  readonly answered: { readonly on: string; readonly answer: HandoutAnswer } | null
}

type Papers = ReadonlyMap<string, { readonly value: Pick<FirmPaper, 'templateId'> }>

/**
 * What a person signed, as their answers say: a paper that they acknowledged here is signed on that day, one that still waits is not, and
 * one that they objected to is no agreement at all.
 *
 * @param sent - the newest first; of a paper that was handed out again only the newest still waits
 */
export function withAgreements(person: ClearedPerson, papers: Papers, sent: readonly HandedOut[]): ClearedPerson {
  const waiting = new Set<string>()
  const found = sent.flatMap(({ id, personId, digest, handout, answered }): Agreement[] => {
    const documentId = handout?.about.documentId
    const kind = documentId && bindingKinds[papers.get(documentId)?.value.templateId ?? '']
    if (!kind || !handout?.binds || personId !== person.personId) return []
    const said = answered?.answer.said
    const isNewest = !waiting.has(documentId)
    waiting.add(documentId)
    if (said === 'objected' || (!said && !isNewest)) return []
    return [
      {
        ...{ id, kind, signedOn: answered?.on ?? null, expiresOn: null, paperAt: '' },
        paper: { documentId, handoutId: id, title: handout.title, digest },
      },
    ]
  })
  const fromHere = new Set(found.map(({ id }) => id))
  const kept = person.agreements.filter(
    ({ id, paper, signedOn }) => paper === null || (signedOn !== null && !fromHere.has(id)),
  )
  return { ...person, agreements: [...kept, ...found.toReversed()] }
}

/**
 * What a person learned, as their answers say. The keeper's browser marks them: what the learner's browser says of itself is not believed.
 *
 * @param clearedId - of the person's record, which the course was assigned from
 */
export function withTraining(
  person: ClearedPerson,
  clearedId: string,
  { courses, exam }: { courses: Courses; exam: Exam },
  sent: readonly HandedOut[],
): ClearedPerson {
  const known = new Set(person.training.map(({ id }) => id))
  const found = sent.flatMap(({ id, handout, answered }): Training[] => {
    const course = handout?.course
    if (!course || !answered || handout.about.clearedId !== clearedId || known.has(id)) return []
    const marked = answered.answer.said === 'done' ? mark(exam, course.questions, answered.answer.choices ?? {}) : null
    if (!marked) return []
    const title = courses.courses.find((one) => one.id === course.id)?.title.zh ?? handout.title
    const until = Temporal.PlainDate.from(answered.on).add({ months: course.validMonths }).toString()
    return [
      {
        ...{ id, course: title, on: answered.on, passed: marked.passed, until: marked.passed ? until : null },
        result: { courseId: course.id, score: marked.score },
      },
    ]
  })
  return { ...person, training: [...person.training, ...found.toReversed()] }
}

/** What a handout is about, so that a later one of the same settles an earlier one. */
const subjectOf = ({ id, handout }: HandedOut): string =>
  handout?.about.documentId ?? handout?.about.secretId ?? handout?.course?.id ?? id

/** Objections of a person that nothing newer has settled; the newest first. */
export function standingObjections<T extends HandedOut>(personId: string | null, sent: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return sent.filter((one) => {
    if (personId === null || one.personId !== personId) return false
    const subject = subjectOf(one)
    const isNewest = !seen.has(subject)
    seen.add(subject)
    return isNewest && one.answered?.answer.said === 'objected'
  })
}
