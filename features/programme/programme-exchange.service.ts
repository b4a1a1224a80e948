import { readFile } from 'node:fs/promises'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Pair, say, type Words } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import {
  type Field,
  Mistake,
  NotAWorkbook,
  type RowIssue,
  readDay,
  readRows,
  readTable,
  type SheetContent,
  writeWorkbook,
  xlsxType,
} from '../../platform/documents/workbook.ts'
import { ownAttachments } from '../attachment/attachment.service.ts'
import type { exchangeContract } from './programme.contract.ts'
import { itemsOf, type Programme } from './programme.schema.ts'
import * as store from './programme.store.ts'
import { outcomeKindWords, taskStateWords } from './programme-kind.words.ts'
import { firstDay } from './programme-outcome.rules.ts'
import { type OutcomeText, outcomeKinds } from './programme-outcome.schema.ts'
import { recordOutcome } from './programme-outcome.service.ts'
import * as outcomeStore from './programme-outcome.store.ts'
import { assignTask } from './programme-task.service.ts'
import { presentProgramme } from './programme-version.service.ts'

const exportLimit = 20_000

export const exchangeService: Service<typeof exchangeContract, Ctx> = {
  async exportTasks(ctx, filter) {
    return workbook(ctx, 'tasks', [await taskSheet(ctx, filter)])
  },

  async exportOutcomes(ctx, filter) {
    return workbook(ctx, 'outcomes', [await outcomeSheet(ctx, filter)])
  },

  async importTemplate(ctx, { kind }) {
    const programme = await presentProgramme(ctx)
    const fields = kind === 'tasks' ? taskFields(programme, []) : outcomeFields(programme, ctx)
    const head = Object.values(fields).map(({ title }) => ({ title: say(title, ctx.locale), width: 22 }))
    const example: Record<string, string> =
      kind === 'tasks'
        ? {
            itemId: '1.2',
            organisation: '（单位全称）',
            title: '示例：起草工作指引',
            description: '',
            startsOn: '',
            dueOn: '2026-12-31',
          }
        : {
            itemId: '6.1',
            kind: '活动',
            targetId: '',
            title: '示例：举办培训',
            description: '',
            happenedOn: '2024-06-18',
            replicable: '否',
          }
    const items: SheetContent = {
      name: say(['分项', 'Items'], ctx.locale),
      columns: [
        { title: 'id', width: 8 },
        { title: say(['分项', 'Item'], ctx.locale), width: 70 },
      ],
      rows: itemsOf(programme).map(({ item }) => [item.id, item.title]),
    }
    return workbook(ctx, `import-${kind}`, [
      { name: kind, columns: head, rows: [Object.keys(fields).map((name) => example[name] ?? '')] },
      items,
    ])
  },

  async importRows(ctx, { attachmentId, kind, confirm }) {
    const [attachment] = await ownAttachments(ctx, [attachmentId])
    const rows = await readUpload(ctx, attachment!.sha256)
    const programme = await presentProgramme(ctx)
    const plan = kind === 'tasks' ? await planTasks(ctx, programme, rows) : planOutcomes(ctx, programme, rows)
    if (!confirm || plan.issues.length > 0) {
      if (confirm) throw new Refusal('import-has-mistakes', { count: plan.issues.length })
      return {
        written: false,
        rows: plan.rows.map(({ row, title, summary }) => ({ row, title, summary })),
        issues: plan.issues,
      }
    }
    for (const { write } of plan.rows) await write()
    return { written: true, rows: plan.rows.map(({ row, title, summary }) => ({ row, title, summary })), issues: [] }
  },
}

type Plan = {
  rows: { row: number; title: string; summary: string; write: () => Promise<unknown> }[]
  issues: RowIssue[]
}

async function planTasks(ctx: Ctx, programme: Programme, rows: unknown[][]): Promise<Plan> {
  const organisations = await store.admittedByName(ctx)
  const table = readTable(rows, taskFields(programme, organisations))
  const issues = [...table.issues]
  for (const { row, values } of table.rows)
    if (typeof values.startsOn === 'string' && typeof values.dueOn === 'string' && values.startsOn > values.dueOn)
      issues.push({
        row,
        column: '完成期限',
        value: values.dueOn,
        message: { 'zh-CN': '完成期限早于开始日期', en: 'Due before it starts' },
      })
  return {
    issues,
    rows: table.rows.map(({ row, values: { organisation, ...task } }) => ({
      row,
      title: task.title,
      summary: `${task.itemId} · ${organisation.name} · ${task.dueOn}`,
      write: () => assignTask(ctx, { ...task, organisationId: organisation.id, personId: null }),
    })),
  }
}

function planOutcomes(ctx: Ctx, programme: Programme, rows: unknown[][]): Plan {
  const table = readTable(rows, outcomeFields(programme, ctx))
  return {
    issues: table.issues,
    rows: table.rows.map(({ row, values }) => ({
      row,
      title: values.title,
      summary: `${values.itemId} · ${say(outcomeKindWords[values.kind], ctx.locale)} · ${values.happenedOn}`,
      write: () => recordOutcome(ctx, { ...values, taskId: null }, []),
    })),
  }
}

const text = (title: Pair, most: number, required: boolean): Field<string> => ({
  title,
  read: (value) => {
    if (required && value.length < 2) return new Mistake(['必填，至少 2 个字', 'Required, at least 2 characters'])
    return value.length > most ? new Mistake(['最多 {most} 个字', 'At most {most} characters'], { most }) : value
  },
})
const item = (programme: Programme): Field<string> => ({
  title: ['分项', 'Item'],
  read: (value) =>
    itemsOf(programme).some(({ item }) => item.id === value)
      ? value
      : new Mistake(['方案中没有这个分项，请写 1.1 至 6.3 的编号', 'No such item; write an id from 1.1 to 6.3']),
})

const taskFields = (programme: Programme, organisations: readonly { id: string; name: string }[]) => ({
  itemId: item(programme),
  organisation: {
    title: ['承办单位', 'Organisation'] as Pair,
    read: (value: string) =>
      organisations.find(({ name }) => name === value) ??
      new Mistake(['没有这个已准入的单位，请写全称', 'No admitted organisation has this full name']),
  },
  title: text(['任务', 'Task'], 200, true),
  description: text(['说明', 'Description'], 5000, false),
  startsOn: {
    title: ['开始日期', 'Starts on'] as Pair,
    read: (value: string) => (value === '' ? null : readDay(value)),
  },
  dueOn: { title: ['完成期限', 'Due on'] as Pair, read: readDay },
})

const outcomeFields = (programme: Programme, ctx: Ctx) => ({
  itemId: item(programme),
  kind: {
    title: ['类别', 'Kind'] as Pair,
    read: (value: string): OutcomeText['kind'] | Mistake =>
      outcomeKinds.find((kind) => outcomeKindWords[kind].some((one) => one === value)) ??
      new Mistake(['类别应为：{kinds}', 'The kind must be one of: {kinds}'], {
        kinds: outcomeKinds.map((kind) => say(outcomeKindWords[kind], ctx.locale)).join('、'),
      }),
  },
  targetId: {
    title: ['计入目标', 'Counts for'] as Pair,
    read: (value: string) =>
      value === ''
        ? null
        : programme.targets.targets.some(({ id }) => id === value)
          ? value
          : new Mistake(['应为 T1 至 T8，或留空', 'T1 to T8, or empty']),
  },
  title: text(['成果名称', 'Title'], 200, true),
  description: text(['说明', 'Description'], 10_000, false),
  happenedOn: {
    title: ['发生日期', 'Happened on'] as Pair,
    read: (value: string) => {
      const day = readDay(value)
      if (day instanceof Mistake) return day
      if (day > ctx.today.toString()) return new Mistake(['发生日期晚于今天', 'It lies in the future'])
      return day < firstDay ? new Mistake(['发生日期早于 {firstDay}', 'It lies before {firstDay}'], { firstDay }) : day
    },
  },
  replicable: {
    title: ['可复制推广', 'Replicable'] as Pair,
    read: (value: string) =>
      ['是', 'yes'].includes(value.toLowerCase())
        ? true
        : ['', '否', 'no'].includes(value.toLowerCase())
          ? false
          : new Mistake(['请填“是”或“否”', 'Write yes or no']),
  },
})

async function readUpload(ctx: Ctx, sha256: string): Promise<unknown[][]> {
  try {
    return await readRows(await readFile(ctx.world.objects.pathOf(sha256)))
  } catch (error) {
    throw error instanceof NotAWorkbook ? new Refusal('not-a-workbook') : error
  }
}

export async function taskSheet(ctx: Ctx, filter: store.TaskFilter): Promise<SheetContent> {
  const s = (pair: Pair) => say(pair, ctx.locale)
  const tasks = await store.listTasks(ctx, filter, { limit: exportLimit })
  return {
    name: s(['任务', 'Tasks']),
    columns: [
      { title: s(['分项', 'Item']), width: 8 },
      { title: s(['任务', 'Task']), width: 44 },
      { title: s(['承办单位', 'Organisation']), width: 30 },
      { title: s(['承办人', 'Person']), width: 12 },
      { title: s(['完成期限', 'Due on']), width: 12, kind: 'day' },
      { title: s(['状态', 'State']), width: 10 },
      { title: s(['进度', 'Progress']), width: 8, kind: 'number' },
      { title: s(['逾期天数', 'Days late']), width: 10, kind: 'number' },
    ],
    rows: tasks.map((task) => [
      task.itemId,
      task.title,
      task.organisation,
      task.person,
      task.dueOn,
      s(word(taskStateWords, task.state)),
      task.progress,
      task.daysLate,
    ]),
  }
}

export async function outcomeSheet(ctx: Ctx, filter: outcomeStore.OutcomeFilter): Promise<SheetContent> {
  const s = (pair: Pair) => say(pair, ctx.locale)
  const outcomes = await outcomeStore.listOutcomes(ctx, filter, { limit: exportLimit })
  return {
    name: s(['成果', 'Outcomes']),
    columns: [
      { title: s(['分项', 'Item']), width: 8 },
      { title: s(['类别', 'Kind']), width: 12 },
      { title: s(['成果名称', 'Title']), width: 44 },
      { title: s(['登记单位', 'Organisation']), width: 30 },
      { title: s(['发生日期', 'Happened on']), width: 12, kind: 'day' },
      { title: s(['录入日期', 'Recorded on']), width: 12, kind: 'day' },
      { title: s(['计入目标', 'Counts for']), width: 10 },
      { title: s(['可复制推广', 'Replicable']), width: 12 },
      { title: s(['附件数', 'Attachments']), width: 10, kind: 'number' },
      { title: s(['状态', 'State']), width: 10 },
      { title: s(['说明', 'Description']), width: 50 },
    ],
    rows: outcomes.map((outcome) => [
      outcome.itemId,
      s(word(outcomeKindWords, outcome.kind)),
      outcome.title,
      outcome.organisation,
      outcome.happenedOn,
      outcome.recordedAt.slice(0, 10),
      outcome.targetId,
      outcome.replicable ? s(['是', 'yes']) : s(['否', 'no']),
      outcome.attachmentCount,
      outcome.state === 'withdrawn' ? s(['已撤回', 'withdrawn']) : s(['有效', 'in force']),
      outcome.description,
    ]),
  }
}

const word = (words: Words, key: string): Pair => words[key] ?? [key, key]

async function workbook(ctx: Ctx, name: string, sheets: readonly SheetContent[]) {
  return {
    name: `${name}-${ctx.today}.xlsx`,
    mediaType: xlsxType,
    content: { bytes: new Uint8Array(await writeWorkbook(sheets)) },
  }
}
