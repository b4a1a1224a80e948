import type { MatterRecord, PastAct } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { ClueFacts } from '../clue/clue.schema.ts'
import { registerClue } from '../clue/clue-intake.service.ts'
import { actService, systemAct } from '../proceeding/proceeding-act.service.ts'
import { formFactsOf } from '../proceeding/proceeding-facts.service.ts'
import { kindOf, matterNamed, recordOf } from '../proceeding/proceeding-record.service.ts'
import { partiesNow } from './criminal-referral.store.ts'
import { followLater } from './referral-follow.service.ts'
import { notedFrom, reverseMachine } from './reverse-transfer.rules.ts'

const kind = 'reverse-transfer'

export const reverseActService = actService(reverseMachine)

async function after(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  if (done.act === 'receive') await openClue(ctx, record, done)
  await followLater(ctx, record, done)
}

/**
 * What was received is looked into as any other clue; its inquiry runs from the day of the transfer, whenever it was registered.
 *
 * @source 《行政执法机关移送涉嫌犯罪案件的规定》第十三条; domain law.md §4.6, §5.4
 */
async function openClue(ctx: Ctx, record: MatterRecord, received: PastAct): Promise<void> {
  const transfer = record.acts.findLast(({ act }) => act === 'transfer' || act === 'serve-opinion')
  if (!transfer) throw new TypeError('what is received was transferred')
  const { title } = await matterNamed(ctx, record.id, kind)
  const [sender] = await partiesNow(ctx, record.id)
  const { fields } = transfer
  await registerClue(ctx, {
    facts: ClueFacts.parse({
      source: kind,
      title,
      fromBody: textIn(sender?.name, 200),
      documentNo: textIn(fields.documentNo, 200),
      accused: textIn(fields.partyName, 200),
      when: textIn(fields.conductEndedOn, 200),
      summary: textIn(fields.conduct, 5000),
    }),
    receivedOn: transfer.on,
    reverse: {
      nonProsecutionNo: textIn(fields.noProsecutionNo, 200),
      opinionNo: textIn(fields.opinionNo, 200),
      opinionReceivedOn: transfer.act === 'serve-opinion' ? transfer.on : null,
      finesPaid: textIn(fields.finesPaid, 200),
      seizedItems: textIn(fields.seizedItems, 5000),
      limitation: limitationIn(received),
    },
    parentId: record.id,
  })
}

/** As much as the clue has room for; the whole stays in the transfer. */
const textIn = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most).toWellFormed() : ''

const limitationIn = ({ fields: { limitation } }: PastAct) =>
  limitation === 'running' || limitation === 'passed' ? limitation : 'unclear'

/** What is done in the clue and changes the clock that the sender sees is noted here, on the day it was done. */
async function afterChild(ctx: Ctx, id: string, _clue: MatterRecord, done: PastAct): Promise<void> {
  const noted = notedFrom(done.act, done.fields)
  const record = await recordOf(ctx, await matterNamed(ctx, id, kind))
  if (!noted || kindOf(ctx, kind).machine.procedure[record.state]?.[noted.act] === undefined) return
  const last = record.acts.at(-1)?.on ?? record.openedOn
  await systemAct(ctx, id, noted.act, noted.fields, Temporal.PlainDate.from(done.on < last ? last : done.on))
}

export const reverseKind: MatterKind = {
  machine: reverseMachine,
  link: (id) => `/app/reverse-transfers/${id}`,
  series: null,
  formFacts: formFactsOf,
  after,
  afterChild,
}
