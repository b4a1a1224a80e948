import { z } from 'zod'
import { Done, Download, endpoint, Id, NoInput, pageInput } from '../../core/contract.ts'
import { ItemId, Phase, Programme, TargetId } from './programme.schema.ts'
import { Outcome, OutcomeAttachment, OutcomeKind, OutcomeRevision, OutcomeText } from './programme-outcome.schema.ts'
import { CountedRecord, denominators, TargetDefinition, TargetView } from './programme-target.schema.ts'
import { Task, TaskReport, TaskState, taskActs } from './programme-task.schema.ts'

const One = z.object({ id: Id })
const reason = z.string().trim().max(2000)
const day = z.iso.date()
const VersionHead = z.object({
  number: z.number().int(),
  reason: z.string(),
  by: z.string().nullable(),
  madeAt: z.iso.datetime(),
})
const Change = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })

const taskFilter = {
  itemId: ItemId.optional(),
  measureId: z.string().regex(/^\d$/).optional(),
  organisationId: Id.optional(),
  mine: z.stringbool().optional(),
  state: z.enum([...TaskState.options, 'open', 'late']).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  text: z.string().trim().max(100).optional(),
}
const outcomeFilter = {
  itemId: ItemId.optional(),
  measureId: z.string().regex(/^\d$/).optional(),
  organisationId: Id.optional(),
  targetId: TargetId.optional(),
  kind: OutcomeKind.optional(),
  text: z.string().trim().max(100).optional(),
}

export const versionContract = {
  programme: endpoint({
    method: 'GET',
    path: '/api/programme',
    permission: 'public',
    summary: ['现行方案全文', 'The whole programme in force'],
    input: NoInput,
    output: z.object({
      version: z.number().int(),
      madeAt: z.iso.datetime(),
      district: z.object({ name: z.string(), fullName: z.string(), nameEn: z.string() }),
      measures: Programme.shape.measures.shape.measures,
      targets: Programme.shape.targets.shape.targets,
      phases: z.array(Phase),
      document: Programme,
    }),
    refusals: [],
  }),
  versions: endpoint({
    method: 'GET',
    path: '/api/programme/versions',
    permission: 'programme.read-board',
    summary: ['方案的各个版本', 'The versions of the programme'],
    input: NoInput,
    output: z.object({ versions: z.array(VersionHead) }),
    refusals: [],
  }),
  version: endpoint({
    method: 'GET',
    path: '/api/programme/versions/:number',
    permission: 'programme.read-board',
    summary: ['某一版本及其改动', 'One version and what it changed'],
    input: z.object({ number: z.coerce.number().int().min(1) }),
    output: VersionHead.extend({ document: Programme, changes: z.array(Change) }),
    refusals: [],
  }),
  edit: endpoint({
    method: 'POST',
    path: '/api/programme/versions',
    permission: 'programme.edit',
    summary: ['修改方案，存为新版本', 'Change the programme, as a new version'],
    input: z.object({ base: z.number().int(), reason: reason.min(2), document: Programme }),
    output: z.object({ number: z.number().int(), changes: z.array(Change) }),
    refusals: ['nothing-changed', 'ids-are-kept', 'official-text-needs-source', 'programme-mistake'],
  }),
}

export const taskContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/tasks',
    permission: 'programme.read-board',
    summary: ['任务清单', 'Tasks'],
    input: z.object({ ...taskFilter, ...pageInput }),
    output: z.object({ tasks: z.array(Task), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/tasks/:id',
    permission: 'programme.read-board',
    summary: ['任务详情与经过', 'A task and its history'],
    input: One,
    output: z.object({ task: Task, reports: z.array(TaskReport), openActs: z.array(z.enum(taskActs)) }),
    refusals: [],
  }),
  assign: endpoint({
    method: 'POST',
    path: '/api/tasks',
    permission: 'programme.assign-task',
    summary: ['布置任务', 'Assign a task'],
    input: z.object({
      itemId: ItemId,
      organisationId: Id,
      personId: Id.nullable().default(null),
      title: z.string().trim().min(2).max(200),
      description: z.string().trim().max(5000).default(''),
      startsOn: day.nullable().default(null),
      dueOn: day,
    }),
    output: One,
    refusals: ['no-such-item', 'due-before-start', 'no-such-organisation', 'not-a-member'],
  }),
  act: endpoint({
    method: 'POST',
    path: '/api/tasks/:id/acts',
    permission: 'programme.report-progress',
    summary: ['报进展、办结、停办、恢复、转交', 'Report, finish, drop, reopen or reassign'],
    input: z.object({
      id: Id,
      act: z.enum(taskActs),
      progress: z.number().int().min(0).max(100).nullable().default(null),
      note: reason.default(''),
      personId: Id.nullable().optional(),
      dueOn: day.optional(),
    }),
    output: Task,
    refusals: [
      'act-not-open',
      'reason-required',
      'progress-means-finished',
      'office-decides',
      'not-a-member',
      'due-before-start',
    ],
  }),
}

export const outcomeContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/outcomes',
    permission: 'programme.read-board',
    summary: ['成果与工作记录', 'Outcomes and records'],
    input: z.object({ ...outcomeFilter, ...pageInput }),
    output: z.object({ outcomes: z.array(Outcome), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/outcomes/:id',
    permission: 'programme.read-board',
    summary: ['一项成果及其修订', 'One outcome and its revisions'],
    input: One,
    output: z.object({
      outcome: Outcome,
      attachments: z.array(OutcomeAttachment),
      revisions: z.array(OutcomeRevision),
      mine: z.boolean(),
    }),
    refusals: [],
  }),
  record: endpoint({
    method: 'POST',
    path: '/api/outcomes',
    permission: 'programme.record-outcome',
    summary: ['登记成果', 'Record an outcome'],
    input: OutcomeText.extend({ attachmentIds: z.array(Id).max(50).default([]) }),
    output: One,
    refusals: ['happened-in-future', 'happened-too-early', 'no-such-item', 'no-such-target'],
  }),
  revise: endpoint({
    method: 'PUT',
    path: '/api/outcomes/:id',
    permission: 'programme.record-outcome',
    summary: ['更正成果（保留原文）', 'Correct an outcome; the former text is kept'],
    input: OutcomeText.extend({
      id: Id,
      base: z.number().int(),
      reason: reason.min(2),
      attachmentIds: z.array(Id).max(50).default([]),
    }),
    output: One,
    refusals: ['happened-in-future', 'happened-too-early', 'no-such-item', 'no-such-target', 'outcome-withdrawn'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/outcomes/:id/withdrawal',
    permission: 'programme.record-outcome',
    summary: ['撤回成果', 'Withdraw an outcome'],
    input: z.object({ id: Id, reason: reason.min(2) }),
    output: Done,
    refusals: ['outcome-withdrawn'],
  }),
}

export const targetContract = {
  scoreboard: endpoint({
    method: 'GET',
    path: '/api/targets',
    permission: 'public',
    summary: ['目标进度', 'How the targets stand'],
    input: NoInput,
    output: z.object({ targets: z.array(TargetView) }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/targets/:id',
    permission: 'programme.read-board',
    summary: ['一项目标：口径、历史与所计的每条记录', 'One target: definition, history and every record counted'],
    input: z.object({ id: TargetId }),
    output: z.object({ view: TargetView, records: z.array(CountedRecord), definitions: z.array(TargetDefinition) }),
    refusals: [],
  }),
  define: endpoint({
    method: 'POST',
    path: '/api/targets/:id/definition',
    permission: 'programme.define-target',
    summary: ['设定口径（官方未定义者）', 'Define what the official text leaves open'],
    input: z.object({
      id: TargetId,
      definition: z.string().trim().min(2).max(2000),
      denominator: z.enum(denominators).nullable().default(null),
      namedNumber: z.number().int().min(1).max(10_000_000).nullable().default(null),
      source: z.string().trim().min(2).max(500),
      reason: reason.min(2),
    }),
    output: Done,
    refusals: ['number-with-list-only'],
  }),
}

const Count = z.object({
  open: z.number().int(),
  late: z.number().int(),
  done: z.number().int(),
  outcomes: z.number().int(),
})
export const boardContract = {
  board: endpoint({
    method: 'GET',
    path: '/api/programme/board',
    permission: 'programme.read-board',
    summary: ['工作看板', 'The board'],
    input: NoInput,
    output: z.object({
      today: day,
      phaseId: z.string().nullable(),
      late: z.array(Task),
      next: z.array(Task),
      measures: z.array(Count.extend({ id: z.string() })),
      items: z.array(Count.extend({ id: z.string() })),
      organisations: z.array(Count.extend({ id: Id, name: z.string() })),
    }),
    refusals: [],
  }),
  calendar: endpoint({
    method: 'GET',
    path: '/api/programme/calendar',
    permission: 'programme.read-board',
    summary: ['某月到期的任务', 'Tasks due in one month'],
    input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    output: z.object({
      days: z.array(
        z.object({
          day,
          working: z.boolean().nullable(),
          tasks: z.array(Task.pick({ id: true, title: true, state: true, itemId: true, organisation: true })),
        }),
      ),
    }),
    refusals: [],
  }),
  mine: endpoint({
    method: 'GET',
    path: '/api/programme/mine',
    permission: 'signed-in',
    summary: ['我接下来要做的事', 'What I must do next'],
    input: NoInput,
    output: z.object({ tasks: z.array(Task), unassigned: z.array(Task) }),
    refusals: [],
  }),
}

const RowIssue = z.object({
  row: z.number().int(),
  column: z.string(),
  value: z.string(),
  message: z.record(z.string(), z.string()),
})
export const exchangeContract = {
  exportTasks: endpoint({
    method: 'GET',
    path: '/api/tasks.xlsx',
    permission: 'programme.read-board',
    summary: ['任务清单导出为 XLSX', 'Tasks as XLSX'],
    input: z.object(taskFilter),
    output: Download,
    refusals: [],
    download: true,
  }),
  exportOutcomes: endpoint({
    method: 'GET',
    path: '/api/outcomes.xlsx',
    permission: 'programme.read-board',
    summary: ['成果清单导出为 XLSX', 'Outcomes as XLSX'],
    input: z.object(outcomeFilter),
    output: Download,
    refusals: [],
    download: true,
  }),
  importTemplate: endpoint({
    method: 'GET',
    path: '/api/programme/import-template.xlsx',
    permission: 'programme.import',
    summary: ['导入模板', 'The import template'],
    input: z.object({ kind: z.enum(['tasks', 'outcomes']) }),
    output: Download,
    refusals: [],
    download: true,
  }),
  importRows: endpoint({
    method: 'POST',
    path: '/api/programme/import',
    permission: 'programme.import',
    summary: ['从 XLSX 导入：先逐行核对，确认后写入', 'Import from XLSX: checked row by row, written on confirmation'],
    input: z.object({ attachmentId: Id, kind: z.enum(['tasks', 'outcomes']), confirm: z.boolean().default(false) }),
    output: z.object({
      written: z.boolean(),
      rows: z.array(z.object({ row: z.number().int(), title: z.string(), summary: z.string() })),
      issues: z.array(RowIssue),
    }),
    refusals: ['not-a-workbook', 'import-has-mistakes'],
  }),
}

const Dossier = z.object({
  id: Id,
  state: z.enum(['waiting', 'running', 'ready', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  sizeBytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export const dossierContract = {
  request: endpoint({
    method: 'POST',
    path: '/api/dossiers',
    permission: 'programme.dossier',
    summary: ['生成验收档案', 'Make the evaluation dossier'],
    input: NoInput,
    output: One,
    refusals: ['dossier-under-way'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/dossiers',
    permission: 'programme.dossier',
    summary: ['验收档案', 'Evaluation dossiers'],
    input: NoInput,
    output: z.object({ dossiers: z.array(Dossier) }),
    refusals: [],
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/dossiers/:id/content',
    permission: 'programme.dossier',
    summary: ['下载验收档案（可断点续传）', 'Download the dossier; can be resumed'],
    input: One,
    output: Download,
    refusals: ['dossier-not-ready'],
    download: true,
    journalled: true,
  }),
}
