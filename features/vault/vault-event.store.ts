import { type Generated, sql } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { journal } from '../../platform/journal.ts'
import type { VaultEvent } from './vault.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    vaultEvent: {
      id: Generated<string>
      organisationId: string
      personId: string | null
      event: string
      subject: string | null
      note: Generated<string>
      recipient: string | null
      generation: number | null
      at: Generated<InstantText>
    }
  }
}

/** Told to the organisation, and entered in the journal with what it says: a changed event would not fit its entry in the log. */
export async function addEvent(
  ctx: Ctx,
  event: VaultEvent,
  about: { subject?: string | null; note?: string; recipient?: string; generation?: number } = {},
): Promise<void> {
  const told = {
    subject: about.subject ?? null,
    note: about.note ?? '',
    recipient: about.recipient ?? null,
    generation: about.generation ?? null,
  }
  const { id } = await ctx.db
    .insertInto('vaultEvent')
    .values({
      ...told,
      organisationId: actingOrganisation(ctx),
      personId: actingPerson(ctx),
      event,
      at: ctx.now.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await journal(ctx, { act: `vault.event.${event}`, subject: id, detail: told })
}

export const eventsOf = (ctx: Ctx, page: { limit: number; after?: string | undefined }) => {
  let query = ctx.db
    .selectFrom('vaultEvent')
    .leftJoin('person', 'person.id', 'vaultEvent.personId')
    .leftJoin('person as other', 'other.id', 'vaultEvent.subject')
    .select([
      'vaultEvent.id',
      'event',
      'person.name as person',
      'other.name as subject',
      'note',
      'recipient',
      'generation',
      'vaultEvent.at',
      sql<number | null>`(select s.index from journal j join journal_seal s on s.journal_id = j.id
        where j.subject = vault_event.id::text)`.as('logIndex'),
    ])
    .where('vaultEvent.organisationId', '=', actingOrganisation(ctx))
    .orderBy('vaultEvent.id', 'desc')
    .limit(page.limit)
  if (page.after) query = query.where('vaultEvent.id', '<', page.after)
  return query.execute()
}
