import { parseArgs } from 'node:util'
import { type WorkCalendar, workCalendar } from '../../core/calendar.ts'
import { type Law, lawFrom } from '../../core/law.ts'
import type { DuePeriod } from '../../core/period.ts'
import { isoMoment, lengthText, sentenceOf } from '../../core/period-explain.ts'
import { answerPeriod, extensionIn, pauseIn, questionRefusals } from '../../core/period-question.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Pair, sayBoth, type Words } from '../../core/words.ts'
import { lawContract } from '../../features/law/law.contract.ts'
import { readCalendar, readLaw } from '../../platform/law.ts'
import { CliError } from './cli-error.ts'

const help = `shoumi period ID --from DAY [选项 / options]
shoumi period --list

  法定期限的到期日，以及它是怎样算出来的。不需要安装实例，任何人都可以据此核对。
  The last day of a statutory period, and how it is counted. Needs no installation: anybody can check us.

  ID                           法规参数表的编号，如 T-02、X-03、T-19b-2 / its id in the table of the law
  --from DAY                   起算的日期；按小时计算的写日期和时刻 / the day (or moment) of the triggering fact
  --extended                   依法延长一次 / with one extension, as long as the law allows
  --extend N[@DAY]             延长 N（同一单位），DAY 批准；可多次 / extended by N, approved on DAY; may be repeated
  --pause A..B[=KIND[:NO]]     A 至 B 停止计算，首尾都不计入；B 留空为尚未恢复；可多次
                               the clock stands still from A to B, both included; without B it still stands
  --server URL                 按该机关现行设定计算 / as that office has set what the law leaves open
  --list                       列出全部期限 / list every period
  --json                       机器可读：due、basis、steps / machine-readable

  例 / examples
    npx shoumi period T-02 --from 2026-09-28
    npx shoumi period T-02 --from 2026-09-28 --extended --pause 2026-10-09..2026-10-15
    npx shoumi period T-10 --from 2026-03-02 --pause 2026-04-01..2026-05-20=appraisal:渝市监鉴〔2026〕3号
    npx shoumi period X-03 --from 2026-09-28T10:20 --json

  停止计算的事由 / grounds: appraisal（须有期间告知书编号）, identification, suspension, hearing, announcement,
  refund-order, force-majeure, third-party-opinion, other-procuratorate-opinion

  退出码：0 算出，1 不能确定（日历尚未公布等），2 用法。
  Exit codes: 0 counted, 1 cannot be said (no calendar published), 2 usage.`

const options = {
  from: { type: 'string' },
  extended: { type: 'boolean', default: false },
  extend: { type: 'string', multiple: true },
  pause: { type: 'string', multiple: true },
  server: { type: 'string' },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export async function period(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options })
  const [id] = positionals
  if (values.help) {
    console.log(help)
    return 0
  }
  const { law, calendar } = values.server === undefined ? await shipped() : await ofServer(values.server)
  if (values.list) {
    list(law, values.json)
    return 0
  }
  if (!id || !values.from) {
    console.log(help)
    return 2
  }
  const rule = ruleOf(law, id)
  const { from } = values
  const answer = inWords(() => {
    const shorthand = values.extended ? [{ length: null, approvedOn: null }] : []
    const extensions = [...shorthand, ...(values.extend ?? []).map(extensionIn)]
    const pauses = (values.pause ?? []).map(pauseIn)
    return answerPeriod(rule, { from, extensions, pauses }, calendar, law.counting)
  })
  if (values.json) console.log(JSON.stringify(asJson(answer), null, 2))
  else print(answer)
  return answer.open?.because === 'calendar-not-published' ? 1 : 0
}

async function shipped(): Promise<{ law: Law; calendar: WorkCalendar }> {
  const [data, calendar] = await Promise.all([readLaw(), readCalendar()])
  return { law: lawFrom(data), calendar }
}

/** The same tables with what that office has set; read like any other input from outside. */
async function ofServer(server: string): Promise<{ law: Law; calendar: WorkCalendar }> {
  if (!URL.canParse(server)) throw new CliError(`不是网址：${server} / no address: ${server}`, 2)
  const { method, path, output } = lawContract.read
  const reply = await fetch(new URL(path, server), { method, signal: AbortSignal.timeout(20_000) }).catch(() => null)
  const body: unknown = reply?.ok ? await reply.json().catch(() => null) : null
  const read = output.safeParse(body)
  if (!read.success) throw new CliError(`没有取到 ${server} 的法规参数。 / could not read the law of ${server}.`)
  return { law: lawFrom(read.data.law), calendar: workCalendar(read.data.calendar) }
}

function ruleOf(law: Law, id: string) {
  const rule = law.periods.find((one) => one.id.toLowerCase() === id.toLowerCase())
  if (rule) return rule
  const parts = law.periods.filter((one) => one.id.toLowerCase().startsWith(`${id.toLowerCase()}-`))
  const which = parts.map((one) => `${one.id} ${one.matter[0]}`).join('；')
  throw new CliError(
    parts.length > 0
      ? `${id} 含几个期限，请指明：${which} / ${id} holds several periods: name one`
      : `没有这个期限：${id}。用 --list 查看。 / no such period: ${id}. See --list.`,
    2,
  )
}

function inWords<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const words: Words = questionRefusals
    const pair = error instanceof Refusal ? words[error.code] : undefined
    if (!(error instanceof Refusal) || !pair) throw error
    const said = sayBoth(pair, error.detail)
    throw new CliError(`${said['zh-CN']} / ${said.en}`, 2)
  }
}

const textOf = (when: DuePeriod['due']) =>
  when instanceof Temporal.Instant ? isoMoment(when) : (when?.toString() ?? null)

/** What a program may rely on. Days are `YYYY-MM-DD`, moments carry their offset. */
const asJson = (answer: DuePeriod) => ({
  id: answer.rule.id,
  matter: said(answer.rule.matter),
  due: textOf(answer.due),
  notBefore: textOf(answer.notBefore),
  notAfter: textOf(answer.notAfter),
  open: answer.open && {
    ...answer.open,
    ...('since' in answer.open && { since: answer.open.since.toString() }),
  },
  internalDue: textOf(answer.internalDue),
  basis: answer.rule.basis,
  verified: answer.rule.verified,
  sentence: said(sentenceOf(answer)),
  steps: answer.steps.map(({ kind, day, words, basis }) => ({ kind, day, words: said(words), basis })),
})

const said = ([zh, en]: Pair) => ({ 'zh-CN': zh, en })

function print(answer: DuePeriod) {
  const { rule } = answer
  console.log(`${rule.id} ${rule.matter[0]} ${rule.verified}${rule.verified === '○' ? '（待核）' : ''}`)
  console.log(`     ${rule.matter[1]}`)
  const end = textOf(answer.due)
  console.log(
    end
      ? `到期 / due: ${end}`
      : answer.notBefore
        ? `不早于 / not before: ${answer.notBefore}`
        : answer.notAfter
          ? `不晚于 / not after: ${answer.notAfter}`
          : '没有到期日 / no last day',
  )
  console.log('')
  for (const { day, words, basis } of answer.steps) {
    console.log(`${(day ?? '').slice(0, 16).padEnd(17)}${words[0]}${basis ? ` [${basis}]` : ''}`)
    console.log(`${' '.repeat(17)}${words[1]}`)
  }
}

function list(law: Law, json: boolean) {
  if (json) return console.log(JSON.stringify(law.periods, null, 2))
  for (const { id, matter, length, unit, lengthWords, basis, verified } of law.periods) {
    const long = length === null || unit === null ? lengthWords : lengthText(length, unit)[0]
    console.log(`${id.padEnd(9)}${verified} ${matter[0]}：${long} [${basis}]`)
  }
}
