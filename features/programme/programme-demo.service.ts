import type { OrganisationKind } from '../../core/permission.ts'
import { todayAt } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import * as store from './programme.store.ts'
import type { OutcomeText } from './programme-outcome.schema.ts'
import * as outcomeStore from './programme-outcome.store.ts'
import { readTargets } from './programme-target.service.ts'

type DemoTask = readonly [kind: OrganisationKind, itemId: string, title: string, dueInDays: number, progress: number]
const tasks: readonly DemoTask[] = [
  ['office', '1.2', '【虚构】起草商业秘密保护工作指引修订稿', 12, 40],
  ['station', '1.4', '【虚构】走访十家拟申报示范单位的企业', -6, 60],
  ['public-security', '2.1', '【虚构】会签案件移送联络机制', 3, 20],
  ['court', '2.3', '【虚构】商定司法确认对接流程', 25, 0],
  ['association', '2.5', '【虚构】组织会员企业开展自查', 40, 10],
  ['sister-district', '2.6', '【虚构】交换两地联络员名单', -2, 0],
  ['park', '4.1', '【虚构】准备示范基地申报材料', 30, 30],
  ['office', '6.1', '【虚构】筹备执法人员与企业联合培训', 18, 0],
]

type DemoOutcome = readonly [
  kind: OrganisationKind,
  outcome: Pick<OutcomeText, 'itemId' | 'kind' | 'title' | 'happenedOn' | 'targetId' | 'replicable'>,
]
const outcomes: readonly DemoOutcome[] = [
  [
    'office',
    {
      itemId: '1.2',
      kind: 'institutional',
      title: '【虚构】商业秘密保护工作指引（第一版）',
      happenedOn: '2024-05-20',
      targetId: 'T8',
      replicable: true,
    },
  ],
  [
    'office',
    {
      itemId: '2.2',
      kind: 'institutional',
      title: '【虚构】知识产权联席会议工作规则',
      happenedOn: '2024-09-12',
      targetId: 'T8',
      replicable: true,
    },
  ],
  [
    'office',
    {
      itemId: '4.1',
      kind: 'conferral',
      title: '【虚构】示例科技园示范基地授牌',
      happenedOn: '2025-03-18',
      targetId: 'T1',
      replicable: false,
    },
  ],
  [
    'office',
    {
      itemId: '1.4',
      kind: 'conferral',
      title: '【虚构】示例精密制造示范单位授牌',
      happenedOn: '2025-06-30',
      targetId: 'T2',
      replicable: false,
    },
  ],
  [
    'office',
    {
      itemId: '3.5',
      kind: 'activity',
      title: '【虚构】执法人员专题培训班',
      happenedOn: '2025-11-06',
      targetId: 'T6',
      replicable: false,
    },
  ],
  [
    'station',
    {
      itemId: '4.3',
      kind: 'record',
      title: '【虚构】设立联络点并确定联络员',
      happenedOn: '2026-02-10',
      targetId: 'T3',
      replicable: false,
    },
  ],
  [
    'association',
    {
      itemId: '6.1',
      kind: 'activity',
      title: '【虚构】服务月企业培训',
      happenedOn: '2026-06-15',
      targetId: null,
      replicable: false,
    },
  ],
]

/** Work that never happened, every title saying so, for a demonstration instance. */
export async function seedDemoProgramme(
  ctx: { readonly db: Tx; readonly now: Temporal.Instant },
  organisations: ReadonlyMap<OrganisationKind, string>,
): Promise<void> {
  const today = todayAt(ctx.now)
  for (const [kind, itemId, title, days, progress] of tasks) {
    const organisationId = organisations.get(kind)
    if (!organisationId) continue
    const dueOn = today.add({ days }).toString()
    const { id } = await store.addTask(ctx, {
      organisationId,
      itemId,
      personId: null,
      title,
      description: '演示数据，纯属虚构。',
      startsOn: null,
      dueOn,
      createdBy: null,
    })
    if (progress > 0) {
      await store.saveTask(ctx, id, { state: 'under-way', progress })
      await store.addReport(ctx, {
        taskId: id,
        organisationId,
        act: 'report',
        progress,
        note: '【虚构】按计划推进。',
        reportedBy: null,
      })
    }
  }
  for (const [kind, outcome] of outcomes) {
    const organisationId = organisations.get(kind)
    if (!organisationId) continue
    const text = { ...outcome, description: '演示数据，纯属虚构。', taskId: null }
    const { id } = await outcomeStore.addOutcome(ctx, { ...text, organisationId, recordedBy: null, fictitious: true })
    await outcomeStore.addOutcomeRevision(ctx, {
      outcomeId: id,
      revision: 1,
      organisationId,
      document: text,
      reason: '',
      madeBy: null,
    })
  }
  await readTargets(ctx)
}
