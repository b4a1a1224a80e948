import type { FormFacts } from '../../core/form-facts.ts'
import type { MatterRecord, PastAct, Values } from '../../core/proceeding.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { ClueFacts, sourceWords } from '../clue/clue.schema.ts'
import { clueActs } from '../clue/clue-acts.rules.ts'
import { clockworkOf } from '../proceeding/proceeding-clock.service.ts'
import { formFactsOf } from '../proceeding/proceeding-facts.service.ts'
import { dueDay, periodsOf } from '../proceeding/proceeding-period.rules.ts'
import { matterNamed, recordOf } from '../proceeding/proceeding-record.service.ts'
import { dayText, readValue, yuanText } from '../proceeding/proceeding-value.rules.ts'
import { caseMachine } from './case.rules.ts'
import { decisionActs } from './case-decision.rules.ts'
import { inquiryActs } from './case-inquiry.rules.ts'
import { latest, partyOf } from './case-law.rules.ts'
import { owed } from './case-performance.rules.ts'
import type { preservationMachine } from './preservation.rules.ts'
import type { seizureMachine } from './seizure.rules.ts'

/** What is known; whatever is empty is left out, so that a form reports it as missing. */
type Known = Readonly<Record<string, string | null | undefined>>
const told = (known: Known): FormFacts =>
  Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''))

/** What the forms of a case say beside what its acts said. @source law/forms/*.yaml; domain law.md §7 */
export async function caseFormFacts(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const base = await formFactsOf(ctx, record)
  const due = await lastDays(ctx, caseMachine, record)
  return {
    ...base,
    ...partyFacts(record),
    ...originFacts(record.facts),
    ...told({
      'filed.on': day(record.openedOn),
      'approval.newDueOn': newLastDay(record.acts.at(-1), due),
      ...reviewFacts(record, due),
      ...decisionFacts(record),
      ...enforcementFacts(record, due),
      ...closingFacts(record),
    }),
  }
}

/** The forms of a preservation or seizure name the case, not the measure, and the party as it is known in the case now. */
export const measureFormFacts =
  (machine: typeof preservationMachine | typeof seizureMachine) =>
  async (ctx: Ctx, record: MatterRecord): Promise<FormFacts> => {
    const matter = await matterNamed(ctx, String(record.facts.caseId), 'case')
    const parent = await recordOf(ctx, matter)
    const due = await lastDays(ctx, machine, record)
    const asked = latest(record, ...namingItems)
    return {
      ...(await formFactsOf(ctx, record)),
      ...partyFacts(parent),
      ...originFacts(parent.facts),
      ...told({
        caseNo: matter.number,
        caseName: matter.title,
        items: text(asked?.fields.items),
        'keeping.until': due('T-08b'),
        'preservation.from': day(latest(record, 'take-into-force', 'take-urgently')?.on),
        'seizure.until': due('T-08c'),
        'seizure.from': day(latest(record, 'seize', 'seize-urgently')?.on),
        'seizure.on': day(latest(record, 'seize', 'seize-urgently')?.on),
        'seizure.docNo': numberOf(record, seizureForm),
        'release.from': day(latest(record, 'release', 'reject-urgent', 'lapse')?.on),
        'approval.newDueOn': newLastDay(record.acts.at(-1), due),
      }),
    }
  }

/** The acts that say which things a measure is about; what was taken goes before what was asked for. */
const namingItems = ['seize', 'seize-urgently', 'take-into-force', 'take-urgently', 'request', 'apply'] as const
/** 实施行政强制措施决定书, 行政处罚决定书, 不予行政处罚决定书 */
const seizureForm = 21
const decisionForms = [45, 46] as const

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const day = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? dayText(value, 'zh-CN') : null
const numberOf = ({ documents }: MatterRecord, ...forms: readonly number[]): string | null =>
  documents.findLast(({ form }) => forms.includes(form))?.number ?? null

type LastDay = (period: string) => string | null

async function lastDays(
  ctx: Ctx,
  { periods }: Pick<typeof caseMachine, 'periods'>,
  record: MatterRecord,
): Promise<LastDay> {
  const running = periodsOf(periods, record, await clockworkOf(ctx))
  return (period) => {
    const found = running.find(({ told: { plan } }) => plan.period === period)
    const last = found ? dueDay(found.due) : null
    return last && day(last.toString())
  }
}

/** The last day as the extension that is being approved leaves it. */
const extended: Readonly<Record<string, string>> = {
  'extend-case': 'T-10',
  'extend-case-again': 'T-10',
  'extend-review': 'T-09',
  extend: 'T-08c',
}
const newLastDay = (done: PastAct | undefined, due: LastDay): string | null => {
  const period = extended[done?.act ?? '']
  return period === undefined ? null : due(period)
}

function partyFacts(record: MatterRecord): FormFacts {
  const { type, ...party } = partyOf(record)
  return told({
    ...Object.fromEntries(Object.entries(party).map(([key, value]) => [`party.${key}`, value])),
    'party.type': readValue(inquiryActs['identify-party'].fields.type, type, {}, 'zh-CN'),
  })
}

/** Where the case comes from, as its clue was registered and its jurisdiction judged. */
function originFacts({ source, receivedOn, secretKind, jurisdictionBasis }: Values): FormFacts {
  const known = ClueFacts.shape.source.safeParse(source)
  const judged = clueActs['judge-jurisdiction'].fields
  return told({
    source: known.success ? say(sourceWords[known.data], 'zh-CN') : text(source),
    receivedOn: day(receivedOn),
    'secret.concerned': '是',
    'secret.kind': readValue(judged.secretKind, secretKind, {}, 'zh-CN'),
    'jurisdiction.basis': readValue(judged.jurisdictionBasis, jurisdictionBasis, {}, 'zh-CN'),
  })
}

function reviewFacts(record: MatterRecord, due: LastDay): Known {
  const submitted = latest(record, 'submit-for-review', 'report-hearing')
  const discretion = latest(record, 'record-discretion')?.fields
  return {
    'review.receivedOn': day(submitted?.on),
    'review.dueOn': due('T-09'),
    'reviewer.qualified': submitted && (submitted.fields.qualified === true ? '是' : '未注明'),
    'report.amounts': text(discretion?.gains),
    'rightHolder.name': text(latest(record, 'request-identification')?.fields.rightHolder),
  }
}

function decisionFacts(record: MatterRecord): Known {
  const concluded = latest(record, 'conclude-investigation')?.fields
  return {
    'decision.docNo': numberOf(record, ...decisionForms),
    'decision.on': day(latest(record, 'decide', 'decide-no-penalty')?.on),
    'decision.servedOn': day(latest(record, 'serve-decision')?.on),
    'decision.course': text(concluded?.course),
    'decision.nature': [concluded?.nature, concluded?.discretion].filter(text).join('\n'),
    'decision.notice': noticeSentence(record),
    'decision.publication': '本决定将依照《市场监督管理行政处罚信息公示规定》向社会公示。',
  }
}

/** How the party was told and heard, as a decision recounts it. */
function noticeSentence(record: MatterRecord): string | null {
  const noticed = latest(record, 'serve-notice')
  if (!noticed) return null
  const [heard, waived] = [latest(record, 'hold-hearing'), latest(record, 'waive', 'deem-waived')]
  const answered = latest(record, 'make-representations')
  const then = heard
    ? `应当事人要求，本局于${day(heard.on)}举行了听证。`
    : answered
      ? `当事人于${day(answered.on)}进行了陈述、申辩。`
      : waived
        ? '当事人在法定期限内未行使陈述、申辩权，未要求听证。'
        : ''
  return `本局于${day(noticed.on)}向当事人送达《行政处罚告知书》。${then}`
}

function enforcementFacts(record: MatterRecord, due: LastDay): Known {
  return {
    'remedy.endedOn': day(latest(record, 'remedies-expired')?.fields.endedOn),
    'enforcement.by': due('T-21'),
    'demand.servedOn': day(latest(record, 'demand')?.fields.receivedOn),
  }
}

function closingFacts(record: MatterRecord): Known {
  const archived = latest(record, 'archive')?.fields
  const { owedFen, paidFen } = owed(record)
  const penalised = latest(record, 'decide') !== undefined
  return {
    'closing.result': resultOf(record),
    ...(penalised && {
      'closing.performance': `应缴${yuanText(owedFen, 'zh-CN')}，已缴${yuanText(paidFen, 'zh-CN')}。`,
      'closing.published': latest(record, 'publish') ? '已公示' : '未公示',
    }),
    'closed.on': day(latest(record, 'close')?.on),
    'archive.no': text(archived?.archiveNo),
    'archive.remark': text(archived?.remarks),
  }
}

/** What became of the case, in one line. */
function resultOf(record: MatterRecord): string | null {
  const ended = latest(
    record,
    'decide',
    'decide-no-penalty',
    'decide-transfer',
    'terminate-investigation',
    'police-filed',
  )
  if (!ended) return null
  const { ground } = decisionActs['decide-no-penalty'].fields
  switch (ended.act) {
    case 'decide':
      return text(ended.fields.content) ?? null
    case 'decide-no-penalty':
      return `不予行政处罚：${readValue(ground, ended.fields.ground, {}, 'zh-CN')}`
    case 'decide-transfer':
      return `移送${String(ended.fields.to)}`
    case 'police-filed':
      return '公安机关已立案，案件移送司法机关'
    default:
      return '终止调查'
  }
}
