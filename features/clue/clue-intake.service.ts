import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import { doAct, openMatter } from '../proceeding/proceeding-act.service.ts'
import type { ClueFacts, ReverseFacts } from './clue.schema.ts'
import * as store from './clue.store.ts'
import { comparableName } from './clue-mark.rules.ts'
import { markOf } from './tip-code.service.ts'

export type NewClue = {
  readonly facts: ClueFacts
  /** The day the material came or the clue was found, from whose next day the inquiry runs. */
  readonly receivedOn: string
  /** What came with it from criminal justice; null for every other way in. */
  readonly reverse: ReverseFacts | null
  /** The matter it came out of, where it is one of this platform. */
  readonly parentId?: string
}

/**
 * Opens a clue that another body sent or the office found, and registers it: form 1 is issued, the inquiry runs.
 *
 * A reverse transfer that was received on the platform comes in here too, with the matter it was received in as its parent.
 *
 * @throws Refusal `day-in-future`, `sender-missing`, `reverse-facts-missing`, `opinion-day-missing`
 * @source 《市场监督管理行政处罚程序规定》第十八条; 《行政执法机关移送涉嫌犯罪案件的规定》第十三条; domain law.md §3.2, §5.4
 */
export async function registerClue(ctx: Ctx, given: NewClue): Promise<{ id: string; number: string | null }> {
  requireOrigin(ctx, given)
  const { facts, receivedOn, reverse, parentId } = given
  const opened = await openMatter(ctx, 'clue', {
    title: facts.title,
    facts,
    openedOn: receivedOn,
    ...(parentId !== undefined && { parentId }),
  })
  const on = ctx.today.toString()
  const { id } = opened
  if (!reverse) await doAct(ctx, 'clue', 'receive', { id, seq: 0, on, fields: { receivedOn } })
  else {
    const { opinionNo, nonProsecutionNo, opinionReceivedOn, ...fields } = reverse
    await doAct(ctx, 'clue', 'receive-reverse-transfer', {
      id,
      seq: 0,
      on,
      fields: { receivedOn, ...withoutEmpty(fields) },
    })
    if (opinionNo !== '')
      await doAct(ctx, 'clue', 'note-prosecution-opinion', {
        id,
        seq: 1,
        on,
        fields: withoutEmpty({ opinionNo, nonProsecutionNo, opinionReceivedOn }),
      })
  }
  await markNames(ctx, id, facts)
  return opened
}

function requireOrigin(ctx: Ctx, { facts: { source, fromBody }, receivedOn, reverse }: NewClue): void {
  if (receivedOn > ctx.today.toString()) throw new Refusal('day-in-future')
  if (source !== 'discovery' && fromBody === '') throw new Refusal('sender-missing')
  if ((source === 'reverse-transfer') !== (reverse !== null)) throw new Refusal('reverse-facts-missing')
  if (reverse && reverse.opinionNo !== '' && reverse.opinionReceivedOn === null)
    throw new Refusal('opinion-day-missing')
}

const withoutEmpty = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== null))

/** So that the same names are found in other clues, without any name being kept for it. */
export async function markNames(
  ctx: Ctx,
  clueId: string,
  { accused, rightHolder }: { readonly accused: string; readonly rightHolder: string },
): Promise<void> {
  const marks = (
    [
      ['accused', accused],
      ['right-holder', rightHolder],
    ] as const
  ).flatMap(([kind, name]) => {
    const comparable = comparableName(name)
    return comparable === '' ? [] : [{ kind, mark: markOf(ctx.world.instanceKey, kind, comparable) }]
  })
  await store.addMarks(ctx, clueId, marks)
}
