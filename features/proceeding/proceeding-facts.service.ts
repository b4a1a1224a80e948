import type { FormFacts } from '../../core/form-facts.ts'
import { idsIn, type Machine, type MatterRecord, type Values } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import * as store from './proceeding.store.ts'
import { kindOf, recordOf } from './proceeding-record.service.ts'
import { dayText, factsOfActs } from './proceeding-value.rules.ts'

/**
 * What every matter gives to its forms: the agency, the number and title, who handles it, and what its acts said. A feature
 * adds its own.
 */
export async function formFactsOf(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const matter = await store.findMatter(ctx, record.id)
  const { machine } = kindOf(ctx, record.kind)
  const people = await store.peopleOf(ctx, record.id)
  const agency = await store.admittedBody(ctx, matter.organisationId)
  return {
    agency: agency?.name ?? '',
    ...(matter.number !== null && { caseNo: matter.number }),
    caseName: matter.title,
    issuedOn: dayText(ctx.today.toString(), 'zh-CN'),
    handlers: people
      .filter(({ capacity, until }) => capacity === 'handler' && until === null)
      .map(({ name }) => ({ name })),
    ...factsOfActs(machine, record.acts, await namesIn(ctx, machine, record.acts)),
  }
}

/** What the forms of a matter are filled from, by its kind. */
export async function factsOfMatter(ctx: Ctx, id: string): Promise<FormFacts> {
  const matter = await store.findMatter(ctx, id)
  return kindOf(ctx, matter.kind).formFacts(ctx, await recordOf(ctx, matter))
}

/** The names of the people, bodies and attachments that acts point to. */
export function namesIn(
  ctx: Ctx,
  { acts }: Machine,
  entered: readonly { readonly act: string; readonly fields: Values }[],
): Promise<Record<string, string>> {
  const ids = new Set<string>()
  for (const { act, fields } of entered)
    for (const [key, field] of Object.entries(acts[act]?.fields ?? {}))
      if (['person', 'persons', 'organisation', 'attachments'].includes(field.kind))
        for (const id of idsIn(fields, key)) ids.add(id)
  return store.namesOf(ctx, [...ids])
}
