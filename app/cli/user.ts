import { sql } from 'kysely'
import { digestOf, newSecret } from '../../platform/identity/one-time-secret.ts'
import { CliError, type Line } from './cli-error.ts'
import type { Reached } from './reach.ts'

const linkMinutes = 30

/** Accounts, for whoever holds the machine: the way back in when mail does not work. */
export async function user(reached: Reached, [act, email]: string[]): Promise<Line[]> {
  if (act === 'list') return list(reached)
  if (!email || (act !== 'link' && act !== 'close'))
    throw new CliError('用法：shoumi user list | link EMAIL | close EMAIL / usage', 2)
  const person = await reached.owner
    .selectFrom('person')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()
  if (!person) throw new CliError(`没有这个账户：${email} / no such account`)
  return act === 'link' ? link(reached, person) : close(reached, person)
}

async function list({ owner }: Reached): Promise<Line[]> {
  const people = await owner
    .selectFrom('person')
    .leftJoin('membership', (on) => on.onRef('membership.personId', '=', 'person.id').on('leftAt', 'is', null))
    .leftJoin('organisation', 'organisation.id', 'membership.organisationId')
    .select(['person.email', 'person.name', 'person.state', 'organisation.name as organisation', 'membership.roles'])
    .orderBy('person.createdAt')
    .execute()
  return people.map((person) => ({
    ...person,
    state: 'ok',
    account: person.state,
    text: [person.email, person.name, person.state, person.organisation ?? '—', person.roles?.join(',') ?? ''].join(
      '\t',
    ),
  }))
}

async function link({ owner, settings }: Reached, { id, email }: { id: string; email: string }): Promise<Line[]> {
  const token = newSecret()
  await owner
    .insertInto('oneTimeSecret')
    .values({
      digest: digestOf(token),
      purpose: 'reset-password',
      personId: id,
      data: '{}',
      expiresAt: sql<string>`now() + make_interval(mins => ${linkMinutes})`,
    })
    .execute()
  const address = `${settings.publicUrl}/app/reset?token=${token}`
  return [{ text: `${email}\n${address}`, state: 'ok', email, link: address }]
}

async function close({ owner }: Reached, { id, email }: { id: string; email: string }): Promise<Line[]> {
  await owner.transaction().execute(async (tx) => {
    await tx.updateTable('person').set({ state: 'closed' }).where('id', '=', id).execute()
    await tx
      .updateTable('session')
      .set({ revokedAt: sql<string>`now()` })
      .where('personId', '=', id)
      .where('revokedAt', 'is', null)
      .execute()
  })
  return [{ text: `已停用 ${email} / closed`, state: 'ok', email }]
}
