import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { type Pair, say } from '../core/words.ts'
import type { Tx } from './database/database.ts'
import { defineJob, enqueue } from './jobs.ts'
import type { Settings } from './settings.ts'

export type Mail = { to: string; subject: Pair; lines: readonly Pair[]; params?: Readonly<Record<string, unknown>> }

/**
 * Queues a mail inside the act's transaction: it goes out if, and only if, the act is kept. Chinese first, English below.
 *
 * For people without an account, and for links. Whoever has an account is told with `tell`.
 */
export async function postMail({ db }: { db: Tx }, { to, subject, lines, params = {} }: Mail): Promise<void> {
  const id = crypto.randomUUID()
  const body = [
    lines.map((line) => say(line, 'zh-CN', params)).join('\n\n'),
    lines.map((line) => say(line, 'en', params)).join('\n\n'),
  ].join('\n\n—\n\n')
  await db
    .insertInto('outgoingMail')
    .values({ id, recipient: to, subject: `${say(subject, 'zh-CN', params)} / ${say(subject, 'en', params)}`, body })
    .execute()
  await enqueue(db, 'send-mail', { id })
}

export const mailSink = (settings: Settings): string => join(settings.dataDir, 'mail-sink')

/**
 * Hands one mail to the mail server, or, while none is set, to a folder where operators can read it.
 * The text is emptied once it is sent: it may carry a link that opens an account.
 */
export const sendMail = defineJob({
  name: 'send-mail',
  payload: z.object({ id: z.uuid() }),
  async run({ db, world, now }, { id }) {
    const mail = await db
      .selectFrom('outgoingMail')
      .selectAll()
      .where('id', '=', id)
      .where('sentAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!mail) return
    const message = {
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body,
      messageId: `<${id}@${new URL(world.settings.publicUrl).hostname}>`,
    }
    if (world.settings.mail)
      await createTransport(world.settings.mail.url).sendMail({ ...message, from: world.settings.mail.from })
    else await intoSink(world.settings, id, message)
    await db.updateTable('outgoingMail').set({ sentAt: now.toString(), body: '' }).where('id', '=', id).execute()
  },
})

async function intoSink(
  settings: Settings,
  id: string,
  message: { to: string; subject: string; text: string; messageId: string },
) {
  const { message: content } = await createTransport({ streamTransport: true, buffer: true, newline: 'unix' }).sendMail(
    { ...message, from: 'shoumi@localhost' },
  )
  await mkdir(mailSink(settings), { recursive: true, mode: 0o700 })
  await writeFile(join(mailSink(settings), `${id}.eml`), content instanceof Buffer ? content : String(content), {
    mode: 0o600,
  })
}
