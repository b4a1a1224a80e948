import { z } from 'zod'
import { type Contract, Download, endpoint, Id, NoInput, pageInput, secret } from '../../core/contract.ts'
import { shapeOfFields } from '../../core/field-shape.ts'
import { periodRefusals } from '../../core/period-rule.ts'
import type { GrantedPermission } from '../../core/permission.ts'
import { type Capacity, capacities, type Machine } from '../../core/proceeding.ts'
import { MatterSummary, MatterView, PeriodView, Proposal } from './proceeding.schema.ts'

/** What every act may refuse with. */
export const actRefusals = [
  'act-not-open',
  'grounds-unmet',
  'not-yours-to-do',
  'not-a-member',
  'no-such-body',
  'approval-waiting',
  ...(Object.keys(periodRefusals) as (keyof typeof periodRefusals)[]),
] as const

/** The widest permission an act needs; who exactly may do it in this matter is told by the record. */
const permissionOfCapacity: Readonly<Record<Exclude<Capacity, 'system' | 'party'>, GrantedPermission>> = {
  registrar: 'case.register',
  handler: 'case.handle',
  presider: 'case.handle',
  reviewer: 'case.review',
  head: 'case.approve',
  principal: 'case.approve',
  police: 'referral.answer',
  procuratorate: 'referral.answer',
}

function permissionOf(by: readonly Capacity[]): GrantedPermission {
  const found = new Set(by.flatMap((one) => (one === 'system' || one === 'party' ? [] : [permissionOfCapacity[one]])))
  const [only] = found
  return found.size === 1 && only ? only : 'proceeding.act'
}

/** What the door of an act is given; each door's own input says more of the fields. */
export const ActInput = z.object({
  id: Id,
  /** How many acts the caller saw; another number means that somebody was faster. */
  seq: z.int().min(0),
  on: z.iso.date(),
  at: z.iso.datetime({ offset: true }).optional(),
  fields: z.record(z.string(), z.unknown()),
})
export type ActInput = z.infer<typeof ActInput>

export const ActDone = z.object({
  id: Id,
  state: z.string(),
  /** The number of acts in the record now. */
  seq: z.int(),
  /** Set when the act waits for an approval and is not done yet. */
  proposalId: Id.nullable(),
})

/**
 * One door for each act of a machine, from the same description that draws its form. Acts that only the system does have none.
 *
 * The journal gets the act and its digest, never its fields.
 */
export function actContract<S extends string, A extends string>(
  machine: Machine<S, A>,
  path: `/api/${string}`,
): Contract {
  const doors: Record<string, Contract[string]> = {}
  for (const [act, spec] of Object.entries<Machine<S, A>['acts'][A]>(machine.acts)) {
    if (spec.by.every((one) => one === 'system')) continue
    doors[act] = endpoint({
      method: 'POST',
      path: `${path}/:id/${act}`,
      permission: permissionOf(spec.by),
      summary: spec.words,
      input: z.strictObject({ ...ActInput.shape, fields: secret(shapeOfFields(spec.fields)) }),
      output: ActDone,
      refusals: actRefusals,
    })
  }
  return doors
}

const DeadlineRow = PeriodView.extend({ matterSummary: MatterSummary })

export const proceedingContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/proceedings',
    permission: 'proceeding.read',
    summary: ['查询线索与案件', 'Find clues and cases'],
    input: z.object({
      ...pageInput,
      kind: z.string().optional(),
      state: z.string().optional(),
      search: z.string().trim().max(100).optional(),
      mine: z.stringbool().optional(),
      open: z.stringbool().optional(),
    }),
    output: z.object({ matters: z.array(MatterSummary), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/proceedings/:id',
    permission: 'proceeding.read',
    summary: ['查看一件线索或案件的全部经过', 'Read one matter with its whole course'],
    input: z.object({ id: Id }),
    output: MatterView,
    refusals: [],
    journalled: true,
  }),
  course: endpoint({
    method: 'GET',
    path: '/api/proceedings/:id/course',
    permission: 'proceeding.read',
    summary: ['导出可离线核验的办理经过', 'Take away the course of a matter, for checking offline'],
    input: z.object({
      id: Id,
      /** Numbers of acts whose text is not shown, separated by commas. */
      withhold: z
        .string()
        .regex(/^(\d{1,5}(,\d{1,5})*)?$/)
        .default('')
        .transform((text) => (text === '' ? [] : text.split(',').map(Number))),
    }),
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
  deadlines: endpoint({
    method: 'GET',
    path: '/api/deadlines',
    permission: 'proceeding.read',
    summary: ['所有正在计算的期限', 'Every period that is running'],
    input: z.object({ mine: z.stringbool().optional() }),
    output: z.object({ deadlines: z.array(DeadlineRow), warnedAt: z.iso.datetime().nullable() }),
    refusals: [],
  }),
  approvals: endpoint({
    method: 'GET',
    path: '/api/approvals',
    permission: 'proceeding.read',
    summary: ['审批事项', 'Proposals that wait for a decision, and earlier ones'],
    input: z.object({ ...pageInput, state: z.enum(['waiting', 'decided']).default('waiting') }),
    output: z.object({ proposals: z.array(Proposal), next: z.string().nullable() }),
    refusals: [],
  }),
  kinds: endpoint({
    method: 'GET',
    path: '/api/proceedings/kinds',
    permission: 'proceeding.read',
    summary: ['事项的类型', 'The kinds of matters there are'],
    input: NoInput,
    output: z.object({
      kinds: z.array(z.object({ kind: z.string(), words: z.tuple([z.string(), z.string()]).readonly() })),
    }),
    refusals: [],
  }),
  candidates: endpoint({
    method: 'GET',
    path: '/api/proceedings/candidates',
    permission: 'proceeding.read',
    summary: ['可以指定的人员或机关', 'People or bodies that can be named in a capacity'],
    input: z.object({ capacity: z.enum(capacities) }),
    output: z.object({ candidates: z.array(z.object({ id: Id, name: z.string() })) }),
    refusals: [],
  }),
  decide: endpoint({
    method: 'POST',
    path: '/api/approvals/:id/decision',
    permission: 'case.approve',
    summary: ['审批', 'Approve or reject a proposal'],
    input: z.strictObject({
      id: Id,
      decision: z.enum(['approve', 'reject']),
      opinion: secret(z.string().trim().min(2).max(2000)),
    }),
    output: ActDone,
    refusals: [...actRefusals, 'already-decided', 'approval-expired', 'not-your-level'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/approvals/:id/withdrawal',
    permission: 'case.handle',
    summary: ['撤回报批', 'Take a proposal back'],
    input: z.strictObject({ id: Id }),
    output: z.object({ id: Id }),
    refusals: ['already-decided', 'not-yours-to-do'],
  }),
} as const satisfies Contract
