import { z } from 'zod'
import { type Pair, say, type Words } from '../core/words.ts'
import type { Tx } from './database/database.ts'
import { defineJob, enqueue, type JobCtx } from './jobs.ts'
import { postMail } from './mail.ts'

export type Notice = {
  personId: string
  organisationId?: string
  /** A key of the notice words of the feature that tells it. */
  kind: string
  params?: Readonly<Record<string, unknown>>
  /** Where in the application the person can act on it. */
  link?: string
  /** Mailed at once, whatever the person chose for the rest. */
  urgent?: boolean
}

/** Tells a person something, in the application; mail is only a copy, at once or in the daily digest as the person chose. */
export async function tell(
  { db }: { db: Tx },
  { personId, organisationId, kind, params = {}, link, urgent = false }: Notice,
): Promise<void> {
  const id = crypto.randomUUID()
  await db
    .insertInto('notice')
    .values({
      id,
      personId,
      organisationId: organisationId ?? null,
      kind,
      params: JSON.stringify(params),
      link: link ?? null,
      urgent,
    })
    .execute()
  await enqueue(db, 'mail-notice', { id })
}

/** The words of a notice; a kind without words is a defect, not an empty line. */
export function noticeWords(words: Words, kind: string): Pair {
  const pair = words[kind]
  if (!pair) throw new TypeError(`notice ${kind} has no words`)
  return pair
}

export const mailNotice = defineJob({
  name: 'mail-notice',
  payload: z.object({ id: z.uuid() }),
  async run(ctx, { id }) {
    const waiting = await unmailed(ctx).where('notice.id', '=', id).execute()
    await mailTogether(
      ctx,
      waiting.filter(({ urgent, mailMode }) => urgent || mailMode === 'each'),
    )
  },
})

export const mailDigest = defineJob({
  name: 'mail-digest',
  payload: z.object({}),
  async run(ctx) {
    const waiting = await unmailed(ctx)
      .where('person.mailMode', '<>', 'none')
      .where('notice.readAt', 'is', null)
      .execute()
    for (const all of Map.groupBy(waiting, ({ email }) => email).values()) await mailTogether(ctx, all)
  },
})

const unmailed = ({ db }: JobCtx) =>
  db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.personId')
    .select(['notice.id', 'kind', 'params', 'link', 'urgent', 'mailMode', 'email'])
    .where('mailedAt', 'is', null)
    .where('person.state', '=', 'active')
    .orderBy('notice.createdAt')

type Waiting = Awaited<ReturnType<ReturnType<typeof unmailed>['execute']>>[number]

async function mailTogether(ctx: JobCtx, notices: readonly Waiting[]) {
  const [first] = notices
  if (!first) return
  const { noticeWords: words, settings } = ctx.world
  const lines = notices.map(({ kind, params, link }): Pair => {
    const pair = noticeWords(words, kind)
    const address = link ? `\n${settings.publicUrl}${link}` : ''
    return [say(pair, 'zh-CN', params) + address, say(pair, 'en', params) + address]
  })
  const subject: Pair =
    notices.length === 1 ? noticeWords(words, first.kind) : ['您有 {count} 条新消息', 'You have {count} new notices']
  await postMail(ctx, {
    to: first.email,
    subject,
    lines,
    params: notices.length === 1 ? first.params : { count: notices.length },
  })
  await ctx.db
    .updateTable('notice')
    .set({ mailedAt: ctx.now.toString() })
    .where(
      'id',
      'in',
      notices.map(({ id }) => id),
    )
    .execute()
}
