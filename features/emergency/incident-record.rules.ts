import type { Block, OfficialDocument } from '../../core/document-layout.ts'
import { missingSteps, type PlannedStep } from '../checklist/checklist.rules.ts'
import { type Clock, clocksOf, momentText, timelineOf } from './incident.rules.ts'
import type { Incident } from './incident.schema.ts'

export type RecordInput = {
  readonly organisation: string
  readonly incident: Incident
  readonly plan: readonly PlannedStep[]
  /** Number and name of the entries of the register that are touched. */
  readonly secrets: readonly { readonly number: string; readonly name: string }[]
  readonly letters: readonly { readonly title: string; readonly state: string }[]
  readonly now: Temporal.Instant
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })

export const drillWarning = '演练——不是真实事件，不作证据使用'

/** The record of an incident as a paper of the firm, in Chinese: what happened when, what was kept, and what was not done. */
export function recordOf({ organisation, incident, plan, secrets, letters, now }: RecordInput): OfficialDocument {
  const lines = timelineOf(incident, plan)
  const missing = missingSteps(plan)
  const { drill, number, title, discoveredAt, discoverer, channel, contacts, state } = incident
  return {
    ...(drill && { warning: drillWarning }),
    title: drill ? '泄密应急演练记录' : '泄密事件处置记录',
    number,
    blocks: [
      heading('一、基本情况'),
      ...(drill ? [paragraph(`${drillWarning}。`)] : []),
      paragraph(`单位：${organisation}。事由：${title}。`),
      paragraph(
        `发现时间：${momentText(Temporal.Instant.from(discoveredAt))}。发现人：${discoverer}。渠道：${channel || '未填写'}。`,
      ),
      paragraph(
        `涉及的登记：${secrets.map((one) => `${one.number} ${one.name}`).join('、') || '未选'}。状态：${state === 'closed' ? '已结束' : '处置中'}。`,
      ),
      paragraph(`本记录导出时间：${momentText(now)}。全部时间为北京时间；步骤的时间是登记的时间。`),
      heading('二、时限'),
      ...clocksOf(incident, plan, now).map((clock) => paragraph(clockText(clock))),
      heading('三、时间线'),
      {
        kind: 'table',
        columns: [
          { title: '时间', percent: 18 },
          { title: '人员', percent: 14 },
          { title: '内容', percent: 44 },
          { title: '证据或记录', percent: 24 },
        ],
        rows: lines.map(({ at, by, text, evidence, writtenAt, late }) => [
          momentText(Temporal.Instant.from(at)),
          by,
          late ? `${text}（${momentText(Temporal.Instant.from(writtenAt))} 补记）` : text,
          evidence || '—',
        ]),
      },
      heading('四、没有登记的必做步骤'),
      ...(missing.length === 0
        ? [paragraph('无。')]
        : missing.map(({ step, until }) =>
            paragraph(`${step.id} ${step.action.zh}（应在 ${momentText(until.toInstant())} 前）`),
          )),
      heading('五、联系人'),
      paragraph(
        contacts
          .filter(({ name }) => name !== '')
          .map(({ role, name }) => `${role}：${name}`)
          .join('；') || '未填写',
      ),
      heading('六、文书'),
      paragraph(letters.map((letter) => `《${letter.title}》（${letter.state}）`).join('、') || '无'),
    ],
    signature: { name: organisation, day: chineseDay(now) },
  }
}

const chineseDay = (now: Temporal.Instant): string => {
  const { year, month, day } = now.toZonedDateTimeISO('Asia/Shanghai')
  return `${year}年${month}月${day}日`
}

function clockText({ words: [name], dueAt, state, missing, minutesLeft, lateBy }: Clock): string {
  const due = `${name}（到 ${momentText(dueAt)}）`
  if (state === 'met') return `${due}：必做步骤已登记${lateBy > 0 ? `，晚 ${hoursAndMinutes(lateBy)}` : ''}。`
  const steps = missing.map(({ step }) => step.id).join('、')
  return state === 'overdue'
    ? `${due}：已超过 ${hoursAndMinutes(-minutesLeft)}，未登记 ${steps}。`
    : `${due}：未到时间，未登记 ${steps}。`
}
const hoursAndMinutes = (minutes: number) => `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`
