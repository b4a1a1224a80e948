import type { OfficialDocument } from '../../core/document-layout.ts'
import type { PlannedStep } from '../checklist/checklist.rules.ts'
import type { StepDone } from '../checklist/checklist.schema.ts'
import type { HandedBack, ItemState } from './hand-back.rules.ts'
import type { Known } from './workforce.rules.ts'
import { type Agreement, agreementKinds, type ClearedPerson } from './workforce.schema.ts'

const title = '离职交接记录'
const outcomes: Readonly<Record<StepDone['outcome'], string>> = {
  done: '已做',
  'not-needed': '不需要',
  refused: '对方拒绝',
}
const states: Readonly<Record<ItemState, string>> = {
  returned: '本人确认已交还',
  'not-held': '本人称不在其处',
  objected: '本人有异议',
  waiting: '本人尚未答复',
}

export type CloseOutFacts = {
  readonly organisation: string
  readonly person: Pick<ClearedPerson, 'name' | 'post' | 'agreements'>
  readonly lastDay: string
  readonly plan: readonly PlannedStep[]
  readonly handedBack: readonly HandedBack[]
  /** Secrets whose knowledge ends with this. */
  readonly known: readonly Known[]
  readonly closedAt: string
  readonly closedBy: string
}

/**
 * The record of a leaver's close-out, as the text that its SHA-256 is taken of: every step with who did it, when, and where what proves it is;
 * what was refused and what was left out as well. Secrets are named by their numbers only, so that the record can be shown.
 */
export function closeOutText(facts: CloseOutFacts): string {
  const { organisation, person, lastDay, plan, handedBack, known, closedAt, closedBy } = facts
  const done = plan.flatMap((one) => (one.done ? [{ step: one.step, done: one.done }] : []))
  const open = plan.filter((one) => one.done === null).map(({ step }) => step.id)
  const signed = person.agreements.filter(({ signedOn }) => signedOn !== null)
  const lines = [
    title,
    `单位：${organisation}`,
    `人员：${person.name}${person.post && `，${person.post}`}`,
    `最后工作日：${dayWords(lastDay)}`,
    `办结：${momentWords(closedAt)}（北京时间），${closedBy}`,
    '一、交接步骤（按时间顺序）',
    ...done.map(
      ({ step, done: one }) =>
        `${step.id} ${outcomes[one.outcome]}：${ended(step.action.zh)}${one.by}，${momentWords(one.at)}登记。${one.record && `记录：${ended(one.record)}`}${one.note && `说明：${ended(one.note)}`}`,
    ),
    ...(open.length > 0 ? [`没有登记的步骤：${open.join('、')}。`] : []),
    '二、交还的载体和物品',
    ...(handedBack.length === 0
      ? ['没有通过平台要求交还的物品，以交接步骤所附的清单为准。']
      : handedBack.map(
          ({ what, state, on, note }) =>
            `${what}：${states[state]}${on ? `（${dayWords(on)}）` : ''}。${state !== 'returned' && note ? `说明：${ended(note)}` : ''}`,
        )),
    '三、签过的约定',
    ...(signed.length === 0 ? ['没有登记。'] : signed.map(agreementLine)),
    '四、知悉终止的秘密（只列编号）',
    known.length === 0
      ? '离职时没有登记的在知秘密。'
      : `${known.map(({ number }) => number).join('、')}。保密义务持续到该信息依法公开为止。`,
    '五、本记录',
    '步骤由办理人登记；对方没有签字的事项，以所列记录和凭证为准。',
  ]
  return `${lines.join('\n')}\n`
}

const agreementLine = ({ kind, signedOn, paperAt, paper }: Agreement) =>
  `${paper?.title ?? agreementKinds[kind][0]}：${dayWords(signedOn ?? '')}${
    paper ? `在平台上确认，确认件 SHA-256 ${paper.digest}` : '签署'
  }${paperAt && `，原件：${paperAt}`}。`

/** A sentence that ends, however it was typed. */
const ended = (text: string) => (/[。；！？.;!?]$/u.test(text.trim()) ? text.trim() : `${text.trim()}。`)

function dayWords(day: string): string {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return `${year}年${month}月${date}日`
}
function momentWords(at: string): string {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Shanghai')
  const minute = String(moment.minute).padStart(2, '0')
  return `${dayWords(moment.toPlainDate().toString())}${moment.hour}:${minute}`
}

/** The same text laid out to be printed and signed, with the digest that ties it to the text. */
export function closeOutPaper(text: string, sha256: string, organisation: string): OfficialDocument {
  const [, ...lines] = text.trimEnd().split('\n')
  const head = lines.findIndex((line) => line.startsWith('一、'))
  return {
    title,
    blocks: [
      ...lines.slice(0, head).map((line) => ({ kind: 'line' as const, text: line })),
      ...lines
        .slice(head)
        .map((line) =>
          /^[一二三四五]、/.test(line)
            ? { kind: 'heading' as const, level: 1 as const, text: line }
            : { kind: 'paragraph' as const, text: line },
        ),
      { kind: 'note', text: `本记录文本（UTF-8）的 SHA-256：${sha256}` },
      { kind: 'signs', places: ['办理人', '离职人员', '见证人'] },
      { kind: 'seal', name: organisation, day: '　　　年　　月　　日' },
    ],
  }
}
