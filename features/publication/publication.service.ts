import type { Service } from '../../core/contract.ts'
import { rolesWith } from '../../core/permission.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { tell } from '../../platform/notices.ts'
import { attachmentsByIds, ownAttachments, publishAttachments } from '../attachment/attachment.service.ts'
import type { publicationContract } from './publication.contract.ts'
import * as rules from './publication.rules.ts'
import { type PublicationDraft, PublicationText, type ReviewAct } from './publication.schema.ts'
import * as store from './publication.store.ts'
import { commentService } from './publication-comment.service.ts'
import * as comments from './publication-comment.store.ts'
import { publishText, repealText } from './publication-version.service.ts'

export const publicationService: Service<typeof publicationContract, Ctx> = {
  async list(ctx, { limit, after, ...filter }) {
    const publications = await store.listTexts(ctx, filter, { limit, after })
    return { publications, next: publications.length === limit ? (publications.at(-1)?.id ?? null) : null }
  },

  async read(ctx, { id }) {
    const text = await store.findText(ctx, id)
    const { permissions } = ctx.actor
    return {
      text,
      attachments: await attachmentsByIds(ctx, text.attachmentIds),
      acts: await store.listActs(ctx, id),
      versions: await store.listVersions(ctx, id),
      openActs: rules.actsFor(text, {
        person: actingPerson(ctx),
        mayWrite: permissions.has('publication.write'),
        mayReview: permissions.has('publication.review'),
      }),
      undecidedComments: await comments.countWaiting(ctx, id),
    }
  },

  async write(ctx, { kind, slug, ...text }) {
    if (ctx.actor.organisation?.kind !== 'office') throw new Refusal('forbidden')
    rules.checkText(text)
    await ownAttachments(ctx, text.attachmentIds)
    const me = actingPerson(ctx)
    const added = await store.addPublication(ctx, {
      kind,
      slug: slug ?? `${kind}-${crypto.randomUUID().slice(0, 8)}`,
      organisationId: actingOrganisation(ctx),
      createdBy: me,
    })
    if (!added) throw new Refusal('slug-taken')
    await store.addText(ctx, added.id, text, [me])
    await store.addAct(ctx, { publicationId: added.id, round: 1, act: 'write', toState: 'draft', note: '', doneBy: me })
    return added
  },

  async edit(ctx, { id, base, ...text }) {
    const before = await store.lockText(ctx, id)
    rules.checkWritable(before.state)
    rules.checkText(text)
    await ownAttachments(
      ctx,
      text.attachmentIds.filter((one) => !before.attachmentIds.includes(one)),
    )
    if (!(await store.saveText(ctx, id, base, text, actingPerson(ctx)))) throw new Refusal('changed-meanwhile')
    return { revision: base + 1 }
  },

  async act(ctx, { id, act, note }) {
    const text = await store.lockText(ctx, id)
    const state = rules.write(text, act, note)
    await store.moveText(ctx, id, { state, ...(act === 'revise' && nextRound(text, note)) })
    if (act === 'keep-published') await restorePublished(ctx, text)
    await store.addAct(ctx, {
      publicationId: id,
      round: act === 'revise' ? text.round + 1 : text.round,
      act,
      toState: state,
      note,
      doneBy: actingPerson(ctx),
    })
    if (act === 'submit') await tellReviewers(ctx, text)
    return { state }
  },

  async review(ctx, { id, act, note, closesOn }) {
    const text = await store.lockText(ctx, id)
    const state = rules.review(text, act, {
      reviewer: actingPerson(ctx),
      today: ctx.today.toString(),
      note,
      undecidedComments: await comments.countWaiting(ctx, id),
      closesOn,
    })
    const version = await obey(ctx, text, act, note, closesOn)
    await store.moveText(ctx, id, {
      state,
      ...(act === 'open-comment' && { commentOpensOn: ctx.today.toString(), commentClosesOn: closesOn }),
    })
    await store.addAct(ctx, {
      publicationId: id,
      round: text.round,
      act,
      toState: state,
      note,
      doneBy: actingPerson(ctx),
    })
    await tellAuthors(ctx, text, act, { note, closesOn })
    return { state, version }
  },

  ...commentService,
}

/** @returns the number of the version that now stands, null when none was made */
async function obey(
  ctx: Ctx,
  text: PublicationDraft,
  act: ReviewAct,
  note: string,
  closesOn: string | null,
): Promise<number | null> {
  if (act === 'publish') return publishText(ctx, text, { publishedBy: actingPerson(ctx) })
  if (act === 'repeal') await repealText(ctx, text, note)
  if (act === 'open-comment' && closesOn !== null) await publishAttachments(ctx, text.attachmentIds)
  return null
}

/** A correction begins with nobody as its author and no comment period. */
const nextRound = ({ round }: PublicationDraft, reason: string) => ({
  round: round + 1,
  reason,
  authors: [],
  commentOpensOn: null,
  commentClosesOn: null,
})

/** A dropped correction leaves the working text as it was published, so that the next one starts from there. */
async function restorePublished(ctx: Ctx, text: PublicationDraft) {
  const version = (await store.listVersions(ctx, text.publicationId)).find(({ state }) => state === 'in-force')
  if (!version) throw new TypeError('a published text has a version in force')
  await store.saveText(ctx, text.publicationId, text.revision, PublicationText.parse(version), actingPerson(ctx))
  await store.moveText(ctx, text.publicationId, {
    round: version.number,
    authors: [],
    reason: '',
    commentOpensOn: null,
    commentClosesOn: null,
  })
}

async function tellReviewers(ctx: Ctx, { publicationId, title }: PublicationDraft) {
  const organisationId = actingOrganisation(ctx)
  for (const personId of await store.officePeopleWith(ctx, organisationId, rolesWith('publication.review')))
    if (personId !== actingPerson(ctx))
      await tell(ctx, {
        personId,
        organisationId,
        kind: 'publication.submitted',
        params: { title },
        link: `/app/publications/${publicationId}`,
      })
}

const told = { publish: 'published', 'open-comment': 'in-comment', return: 'returned' } as const

async function tellAuthors(
  ctx: Ctx,
  { publicationId, title, authors }: PublicationDraft,
  act: ReviewAct,
  params: { note: string; closesOn: string | null },
) {
  if (act === 'repeal') return
  for (const personId of authors)
    await tell(ctx, {
      personId,
      organisationId: actingOrganisation(ctx),
      kind: `publication.${told[act]}`,
      params: { title, ...params },
      link: `/app/publications/${publicationId}`,
    })
}
