import { useEffect } from 'react'
import { pairOf } from '../../core/content.ts'
import { fromBase64, textOf } from '../../evidence/bytes.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { openHandout } from '../vault/handout.client.ts'
import { HandoutAnswer } from '../vault/handout.schema.ts'
import { room, useKeyWork } from '../vault/room.client.ts'
import { handoutKinds } from '../vault/vault.schema.ts'
import { type Choices, mark } from './course.rules.ts'
import { useCourses } from './people.client.ts'
import type { Mine } from './to-do.schema.ts'
import { toDoWords } from './workforce.words.ts'

const saidWords = { acknowledged: 'saidAcknowledged', done: 'saidDone', objected: 'saidObjected' } as const

/** What was answered already: what it was, and what the person themselves said; opened at once where they have just said it. */
export function AnsweredOne({ handout, shown }: { handout: Mine; shown: boolean }) {
  const w = useWords(toDoWords)
  const say = useSay()
  const locale = useLocale()
  const show = useKeyWork(async () => {
    const read = async (sealed: string) => textOf(await room().open(fromBase64(sealed)))
    return {
      opened: await openHandout(handout),
      // Before answers were sealed to who gave them as well, only the keepers could read them.
      answer: await read(handout.answer ?? '').then(
        (text) => HandoutAnswer.parse(JSON.parse(text)),
        () => null,
      ),
    }
  })
  const { mutate } = show
  useEffect(() => {
    if (shown) mutate(undefined)
  }, [shown, mutate])
  const { opened, answer } = show.data ?? {}
  return (
    <>
      <Badge>{say(handoutKinds[handout.kind])}</Badge> {opened && <strong>{opened.title}</strong>}
      <p className="hint">
        {handout.madeBy} · {handout.answeredAt && w('answeredAt', { at: formatMoment(handout.answeredAt, locale) })}
      </p>
      {!opened && (
        <Button kind="quiet" isDisabled={show.isPending} onPress={() => show.mutate(undefined)}>
          {w('showAnswer')}
        </Button>
      )}
      <ErrorNotice error={show.error} />
      {opened && (
        <>
          {answer && (
            <p>
              {w('said')}：{w(opened.binds && answer.said === 'acknowledged' ? 'saidAgreed' : saidWords[answer.said])}
              {answer.note && ` · ${answer.note}`}
            </p>
          )}
          {answer?.items && (
            <ul>
              {opened.items?.map(({ id, what }) => (
                <li key={id}>
                  {what}：{w(answer.items?.[id] === 'returned' ? 'returned' : 'notHeld')}
                </li>
              ))}
            </ul>
          )}
          {answer?.choices && opened.course && <Result asked={opened.course.questions} choices={answer.choices} />}
          <p className="text">{opened.text}</p>
        </>
      )}
    </>
  )
}

/** How the answers of a course are marked, and what was wrong with its reason. */
function Result({ asked, choices }: { asked: readonly string[]; choices: Choices }) {
  const w = useWords(toDoWords)
  const say = useSay()
  const content = useCourses()
  if (!content) return null
  const marked = mark(content.exam, asked, choices)
  if (!marked) return <Notice kind="warn">{w('unmarked')}</Notice>
  const { score, passed, wrong } = marked
  return (
    <>
      <Notice kind={passed ? 'good' : 'warn'}>{w(passed ? 'passed' : 'failed', { score })}</Notice>
      {wrong.length > 0 && (
        <>
          <h3>{w('wrong')}</h3>
          <ul className="lines">
            {wrong.map(({ id, stem, options, answer, explanation }) => (
              <li key={id}>
                <p>{say(pairOf(stem))}</p>
                <p>
                  {w('rightAnswer', {
                    answer: options
                      .filter(({ key }) => answer.includes(key))
                      .map((option) => say(pairOf(option)))
                      .join('；'),
                  })}
                </p>
                <p className="hint">{say(pairOf(explanation))}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
