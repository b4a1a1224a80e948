import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { doAct } from '../proceeding/proceeding-act.service.ts'
import { deadlinesOf } from '../proceeding/proceeding-view.service.ts'
import type { clueContract } from './clue.contract.ts'
import { ClueFacts } from './clue.schema.ts'
import * as store from './clue.store.ts'
import * as channels from './clue-channel.service.ts'
import { registerClue } from './clue-intake.service.ts'
import { daysApart } from './clue-mark.rules.ts'
import * as complaints from './complaint.store.ts'
import * as tips from './tip.store.ts'

export const clueService: Service<typeof clueContract, Ctx> = {
  register: (ctx, { reverse, receivedOn, ...given }) =>
    registerClue(ctx, { facts: ClueFacts.parse(given), receivedOn, reverse }),

  async list(ctx, filter) {
    const found = await store.listClues(ctx, filter)
    const handlers = Map.groupBy(
      await store.handlerNames(
        ctx,
        found.map(({ id }) => id),
      ),
      ({ clueId }) => clueId,
    )
    const due = new Map(
      (await deadlinesOf(ctx, {}))
        .filter(({ period }) => inquiryPeriods.has(period))
        .map(({ matterSummary, due, notBefore, state }) => [matterSummary.id, { due, notBefore, state }]),
    )
    return {
      clues: found.map((row) => ({
        ...row,
        handlers: (handlers.get(row.id) ?? []).map(({ name }) => name),
        inquiry: due.get(row.id) ?? null,
      })),
      next: found.length === filter.limit ? (found.at(-1)?.id ?? null) : null,
    }
  },

  async intake(ctx, { id }) {
    const clue = await store.findClue(ctx, id)
    const channel = await tips.channelOfClue(ctx, id)
    const facts = ClueFacts.parse(clue.facts)
    return {
      facts,
      source: facts.source,
      channel: channel ? await channels.channelView(ctx, channel) : null,
      links: await store.linksOf(ctx, id),
      suggestions: suggestionsFrom(clue.openedOn, await store.sameMarks(ctx, id)),
    }
  },

  async linkDuplicate(ctx, { id, number, reason }) {
    const clue = await store.findClue(ctx, id)
    const other = await store.findClueByNumber(ctx, number)
    if (!other) throw new Refusal('no-such-clue')
    if (other.id === id) throw new Refusal('same-clue')
    // In the order of their ids, so that two who link the same pair at once do not wait for each other for ever.
    const pair = [
      { id, other: number },
      { id: other.id, other: clue.number ?? clue.title },
    ].sort((a, b) => a.id.localeCompare(b.id))
    for (const one of pair)
      await doAct(ctx, 'clue', 'link-duplicate', {
        id: one.id,
        seq: await store.countActs(ctx, one.id),
        on: ctx.today.toString(),
        fields: { other: one.other, reason },
      })
    if (!(await store.addLink(ctx, id, other.id, reason))) throw new Refusal('linked-already')
    return done
  },

  async writeToReporter(ctx, { id, body }) {
    await channels.sayToReporter(ctx, await channels.channelOf(ctx, id), body, actingPerson(ctx))
    return done
  },

  readFile: (ctx, { id, fileId }) => channels.readFileOf(ctx, id, fileId),

  askRelease: async (ctx, { id, fileId, reason }) => ({ id: await channels.askRelease(ctx, id, fileId, reason) }),

  async decideRelease(ctx, { id, approve, opinion }) {
    await channels.decideRelease(ctx, id, approve, opinion)
    return done
  },

  lookAtIdentity: (ctx, { id }) => channels.lookAtIdentity(ctx, id),

  lookAtOriginal: (ctx, { id, fileId }) => channels.lookAtOriginal(ctx, id, fileId),

  async decidePart(ctx, { id, part, state, remark }) {
    const channel = await channels.channelOf(ctx, id)
    if (channel.kind !== 'complaint') throw new Refusal('no-channel')
    await complaints.decidePart(ctx, channel.id, part, state, remark)
    return done
  },
}

/** The period of the inquiry has its own number where the clue came from criminal justice. */
const inquiryPeriods: ReadonlySet<string> = new Set(['T-02', 'X-24'])

type Same = Awaited<ReturnType<typeof store.sameMarks>>[number]

function suggestionsFrom(openedOn: string, found: readonly Same[]) {
  const suggestions = [...Map.groupBy(found, ({ id }) => id).values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const { kind: _, ...clue } = first
    return [{ ...clue, same: same.map(({ kind }) => kind), daysApart: daysApart(openedOn, clue.openedOn) }]
  })
  return suggestions.sort((a, b) => b.same.length - a.same.length || a.daysApart - b.daysApart).slice(0, 10)
}
