import type { FormFacts } from '../../core/form-facts.ts'
import type { MatterRecord, PastAct } from '../../core/proceeding.ts'
import { type Pair, say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { openCase } from '../case/case.service.ts'
import { latest, listed } from '../case/case-law.rules.ts'
import { nameRightHolder } from '../confidential/confidential.service.ts'
import { systemAct } from '../proceeding/proceeding-act.service.ts'
import { formFactsOf } from '../proceeding/proceeding-facts.service.ts'
import { kindOf } from '../proceeding/proceeding-record.service.ts'
import { dayText, readValue } from '../proceeding/proceeding-value.rules.ts'
import { viewOf } from '../proceeding/proceeding-view.service.ts'
import { clueMachine } from './clue.rules.ts'
import { ClueFacts, sourceWords } from './clue.schema.ts'
import * as store from './clue.store.ts'
import { tellingWords } from './clue.words.ts'
import { clueActs } from './clue-acts.rules.ts'
import * as channels from './clue-channel.service.ts'
import * as complaints from './complaint.store.ts'
import * as tips from './tip.store.ts'

export const clueLink = (id: string) => `/app/clues/${id}`

/** What follows from an act on a clue, in the act's own transaction. */
async function after(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  const { act, fields } = done
  const channel = await tips.channelOfClue(ctx, record.id)
  if (act === 'file-case') await fileCase(ctx, record, fields, channel)
  if (channel) await tellState(ctx, channel.id, record)
  if (channel?.named && decisions.has(act)) await systemAct(ctx, record.id, 'owe-notice')
  if (channel && act === 'notify-reporter' && fields.means === 'channel')
    await channels.sayToReporter(ctx, channel, tellingOf(record, fields.about), null)
  if (channel && act === 'notify-reporter') await channels.tellComplainant(ctx, channel, 'complaint.told')
  if (channel?.kind === 'tip' && act === 'archive')
    await tips.keepTipUntil(ctx, channel.id, ctx.now.add({ hours: 24 * daysAfterArchive }).toString())
  await tellParent(ctx, record, done)
}

/** A matter of another kind that this clue came out of, as a reverse transfer does, follows what is done here. */
async function tellParent(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  const parent = await store.parentOf(ctx, record.id)
  if (parent) await kindOf(ctx, parent.kind).afterChild?.(ctx, parent.id, record, done)
}

const decisions: ReadonlySet<string> = new Set(['file-case', 'decline-filing', 'refer'])
/** How long the return code still opens the channel of an archived clue. Ours (拟). */
const daysAfterArchive = 180

/** What a reporter sees of the record: the stage and the last day of the inquiry, nothing of what led there. */
async function tellState(ctx: Ctx, channelId: string, record: MatterRecord): Promise<void> {
  const { periods } = await viewOf(ctx, record.id)
  const inquiry = periods.find(({ period }) => period === 'T-02')
  await tips.saveChannel(ctx, channelId, {
    toldState: record.state,
    toldDueOn: inquiry?.due ?? null,
    toldPaused: inquiry?.state === 'paused',
    toldAt: ctx.now.toString(),
  })
}

/** The decision that was made, whatever happened since: an archived clue was still filed, declined or referred. */
function tellingOf({ acts }: MatterRecord, about: unknown): string {
  const decided = acts.findLast(({ act }) => decisions.has(act))?.to
  const key = `decision.${decided}`
  const words: Pair =
    about === 'outcome' || !(key in tellingWords)
      ? tellingWords.outcome
      : tellingWords[key as keyof typeof tellingWords]
  return `${say(words, 'zh-CN')}\n${say(words, 'en')}`
}

/** A complainant sees from the first day of the case who looks at its secrets. */
async function fileCase(
  ctx: Ctx,
  record: MatterRecord,
  fields: PastAct['fields'],
  channel: Awaited<ReturnType<typeof tips.channelOfClue>>,
): Promise<void> {
  const { source } = ClueFacts.parse(record.facts)
  const opened = await openCase(ctx, {
    clueId: record.id,
    title: String(fields.title),
    facts: {
      source,
      receivedOn: record.openedOn,
      partyName: fields.partyName,
      partyType: fields.partyType,
      ...(fields.actEndedOn !== undefined && { actEndedOn: fields.actEndedOn }),
      ...jurisdictionOf(record),
    },
    handlers: listed(fields.handlers),
    openedOn: record.acts.at(-1)?.on ?? ctx.today.toString(),
  })
  if (channel?.kind !== 'complaint') return
  const { organisationId, organisationKind, organisationState } = await complaints.findComplaint(ctx, channel.id)
  if (organisationKind === 'enterprise' && organisationState === 'admitted')
    await nameRightHolder(ctx, opened.id, organisationId)
}

const jurisdictionOf = (record: MatterRecord) => {
  const { secretKind, jurisdictionBasis, approvalDocNo } = latest(record, 'judge-jurisdiction')?.fields ?? {}
  return { secretKind, jurisdictionBasis, ...(approvalDocNo !== undefined && { approvalDocNo }) }
}

/** @source 《市场监督管理行政处罚文书格式范本（2021年修订版）》 forms 1, 4, 7, 8: what the clue itself can say */
async function formFacts(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const facts = ClueFacts.parse(record.facts)
  const byReporter = facts.source.startsWith('tip') || facts.source === 'complaint'
  const judged = latest(record, 'judge-jurisdiction')?.fields ?? {}
  const filed = latest(record, 'file-case')?.fields ?? {}
  const judgedAs = (field: 'secretKind' | 'jurisdictionBasis') =>
    readValue(clueActs['judge-jurisdiction'].fields[field], judged[field], {}, 'zh-CN')
  const given = {
    source: say(sourceWords[facts.source], 'zh-CN'),
    receivedOn: dayText(record.openedOn, 'zh-CN'),
    'clue.content': byReporter
      ? '举报（投诉）内容另行封存保管，凭权限在系统内查看，不写入本表。'
      : facts.summary || facts.title,
    'provider.name': byReporter ? '另行保管' : facts.fromBody,
    'tipster.realName': facts.source === 'tip-anonymous' ? '否' : byReporter ? '是' : '不适用',
    'secret.concerned': '是',
    'party.name': String(filed.partyName ?? facts.accused),
    'registrar.name': ctx.actor.person?.name ?? '系统登记',
    'secret.kind': judgedAs('secretKind'),
    'jurisdiction.basis': judgedAs('jurisdictionBasis'),
    'head.opinion': String(record.acts.at(-1)?.fields.opinion ?? ''),
  }
  return {
    ...(await formFactsOf(ctx, record)),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
  }
}

/** The clue among the procedures of the law. */
export const clueKind: MatterKind = { machine: clueMachine, link: clueLink, series: 'clue', formFacts, after }
