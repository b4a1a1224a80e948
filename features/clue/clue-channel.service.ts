import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import type { ChannelFile, Release } from './clue.schema.ts'
import * as store from './clue.store.ts'
import { ComplaintBody } from './complaint.schema.ts'
import * as complaints from './complaint.store.ts'
import { Apart, FileFormat, TipBody, TipIdentity } from './tip.schema.ts'
import * as tips from './tip.store.ts'
import { originalOf, readableAs, readingCopy } from './tip-file.service.ts'
import { receiptNumber } from './tip-receipt.service.ts'
import { keepMessage, openJson, openText, placeOf } from './tip-seal.service.ts'

/** How long somebody may look at what was released to them. Ours (拟). */
const releaseHours = 24

type Channel = NonNullable<Awaited<ReturnType<typeof tips.channelOfClue>>>

/** @throws Refusal `no-channel` */
export async function channelOf(ctx: Ctx, clueId: string): Promise<Channel> {
  await store.findClue(ctx, clueId)
  const channel = await tips.channelOfClue(ctx, clueId)
  if (!channel) throw new Refusal('no-channel')
  return channel
}

/** Everything in the channel of a clue that this officer may see. */
export async function channelView(ctx: Ctx, channel: Channel) {
  const { id, kind, named, sentAt } = channel
  const complaint = kind === 'complaint' ? await complaints.findComplaint(ctx, id) : null
  return {
    id,
    kind,
    named,
    sentAt: sentAt ?? '',
    tip: kind === 'tip' ? openJson(ctx, TipBody, (await tips.findTip(ctx, id)).sealedBody, placeOf.body(id)) : null,
    receipt: kind === 'tip' ? await receiptNumber(ctx, id) : null,
    complaint: complaint && {
      organisation: complaint.organisationName,
      body: openJson(ctx, ComplaintBody, complaint.sealedBody, placeOf.complaint(id)),
      parts: await complaints.partsOfComplaint(ctx, id),
      attachments: await complaints.attachmentsOf(ctx, id),
    },
    files: (await tips.filesOf(ctx, id)).map(fileView),
    messages: await messagesFor(ctx, id),
    releases: await releasesFor(ctx, id),
  }
}

const fileView = (row: tips.FileRow, index: number): ChannelFile => ({
  id: row.id,
  number: index + 1,
  format: FileFormat.parse(row.format),
  sizeBytes: row.sizeBytes,
  found: row.found,
  apart: row.apart === null ? null : Apart.parse(row.apart),
  readable: readableAs(row),
  sentAt: row.sentAt ?? '',
})

/** @param namesOfficers - the reporter is not told who in the office wrote */
export async function messagesFor(ctx: Ctx, channelId: string, { namesOfficers = true } = {}) {
  const rows = await tips.messagesOf(ctx, channelId)
  const names = namesOfficers
    ? await store.namesOfPeople(
        ctx,
        rows.flatMap(({ personId }) => personId ?? []),
      )
    : new Map<string, string>()
  return rows.map(({ id, sender, personId, sealedBody, sentAt }) => ({
    id,
    sender,
    person: personId === null ? null : (names.get(personId) ?? null),
    body: openText(ctx, sealedBody, placeOf.message(id)),
    sentAt,
  }))
}

async function releasesFor(ctx: Ctx, channelId: string): Promise<Release[]> {
  const rows = await store.releasesOf(ctx, channelId)
  const looks = await store.looksOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    fileId: row.fileId,
    requestedBy: row.askerName,
    mine: row.requestedBy === ctx.actor.person?.id,
    reason: row.reason,
    requestedAt: row.requestedAt,
    state: releaseState(row, ctx.now),
    decidedBy: row.deciderName,
    opinion: row.opinion,
    expiresAt: row.expiresAt,
    looks: looks.flatMap(({ releaseId, name, at }) => (releaseId === row.id ? [{ person: name, at }] : [])),
  }))
}

const releaseState = ({ approved, expiresAt, endedAt }: store.ReleaseRow, now: Temporal.Instant): Release['state'] => {
  if (approved === null) return 'waiting'
  if (!approved) return 'refused'
  return endedAt !== null || (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0) ? 'ended' : 'open'
}

/** A message of the reporter or complainant, who is not named in it. The office is told that it is there. */
export async function sayToOffice(ctx: Ctx, channelId: string, body: string): Promise<void> {
  await keepMessage(ctx, { channelId, sender: 'reporter', personId: null, body })
  await enqueue(ctx.db, 'clue:reporter-wrote', { channelId })
}

/** A message of the office. A complainant is told that it is there. */
export async function sayToReporter(ctx: Ctx, channel: Channel, body: string, personId: string | null): Promise<void> {
  await keepMessage(ctx, { channelId: channel.id, sender: 'office', personId, body })
  await tellComplainant(ctx, channel, 'complaint.wrote')
}

export async function tellComplainant(
  ctx: Ctx,
  { id, kind }: Channel,
  notice: 'complaint.wrote' | 'complaint.told',
): Promise<void> {
  if (kind !== 'complaint') return
  const { personId, organisationId } = await complaints.findComplaint(ctx, id)
  await tell(ctx, { personId, organisationId, kind: notice, link: `/app/complaints/${id}` })
}

export async function readFileOf(ctx: Ctx, clueId: string, fileId: string) {
  const channel = await channelOf(ctx, clueId)
  const files = await tips.filesOf(ctx, channel.id)
  const index = files.findIndex(({ id }) => id === fileId)
  const file = files[index]
  if (!file) throw new Refusal('not-found')
  return readingCopy(ctx, file, index + 1)
}

/** Asks whoever leads to let this person see who the reporter is, or one original, for this reason. */
export async function askRelease(ctx: Ctx, clueId: string, fileId: string | null, reason: string): Promise<string> {
  const channel = await channelOf(ctx, clueId)
  if (fileId === null && !(channel.kind === 'tip' && channel.named)) throw new Refusal('not-named')
  if (fileId !== null && (await tips.findFile(ctx, fileId)).channelId !== channel.id) throw new Refusal('not-found')
  const asked = await store.askRelease(ctx, {
    channelId: channel.id,
    subject: fileId === null ? 'identity' : 'original',
    fileId,
    reason,
  })
  if (!asked) throw new Refusal('release-waiting')
  const { title, organisationId } = await store.findClue(ctx, clueId)
  for (const { personId } of await store.leadersOf(ctx, organisationId))
    if (personId !== actingPerson(ctx))
      await tell(ctx, {
        personId,
        organisationId,
        kind: 'clue.release-asked',
        params: { title, name: ctx.actor.person?.name ?? '' },
        link: `/app/clues/${clueId}`,
      })
  return asked.id
}

/** @throws Refusal `release-decided`, `release-own` */
export async function decideRelease(ctx: Ctx, id: string, approve: boolean, opinion: string): Promise<void> {
  const release = await store.lockRelease(ctx, id)
  if (release.approved !== null) throw new Refusal('release-decided')
  if (release.requestedBy === actingPerson(ctx)) throw new Refusal('release-own')
  await store.decideRelease(ctx, id, {
    approved: approve,
    opinion,
    expiresAt: approve ? ctx.now.add({ hours: releaseHours }).toString() : null,
  })
  const { clueId } = await tips.findChannel(ctx, release.channelId)
  if (clueId === null) return
  const { title, organisationId } = await store.findClue(ctx, clueId)
  await tell(ctx, {
    personId: release.requestedBy,
    organisationId,
    kind: 'clue.release-decided',
    params: { title },
    link: `/app/clues/${clueId}`,
  })
}

/**
 * Who the reporter is, for the one person it was released to. Each look is kept.
 * @throws Refusal `not-released`
 */
export async function lookAtIdentity(ctx: Ctx, clueId: string): Promise<TipIdentity> {
  const channel = await channelOf(ctx, clueId).catch(() => {
    throw new Refusal('not-released')
  })
  const release = await store.openRelease(ctx, channel.id, 'identity', null)
  const identity = release && (await tips.findIdentity(ctx, channel.id))
  if (!release || !identity) throw new Refusal('not-released')
  await store.recordLook(ctx, release.id)
  return openJson(ctx, TipIdentity, identity.sealedIdentity, placeOf.identity(channel.id))
}

/** @throws Refusal `not-released` */
export async function lookAtOriginal(ctx: Ctx, clueId: string, fileId: string) {
  const channel = await channelOf(ctx, clueId)
  const file = await tips.findFile(ctx, fileId)
  const release = await store.openRelease(ctx, channel.id, 'original', fileId)
  if (!release || file.channelId !== channel.id) throw new Refusal('not-released')
  await store.recordLook(ctx, release.id)
  return originalOf(ctx, file)
}
