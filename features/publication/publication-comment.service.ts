import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { tell } from '../../platform/notices.ts'
import type { publicationContract } from './publication.contract.ts'
import { takesComments } from './publication.rules.ts'
import * as texts from './publication.store.ts'
import * as store from './publication-comment.store.ts'

type CommentDoors = Pick<typeof publicationContract, 'comments' | 'decideComment' | 'replyToComment'>

export const commentService: Service<CommentDoors, Ctx> = {
  async comments(ctx, { id, state }) {
    await texts.findText(ctx, id)
    return { comments: await store.listComments(ctx, id, state) }
  },

  async decideComment(ctx, { id, decision, reason }) {
    const comment = await store.lockComment(ctx, id)
    if (comment.state !== 'waiting') throw new Refusal('comment-decided')
    if (decision === 'withheld' && reason === '') throw new Refusal('reason-required')
    await store.saveComment(ctx, id, {
      state: decision,
      withheldReason: decision === 'withheld' ? reason : '',
      decidedBy: actingPerson(ctx),
      decidedAt: ctx.now.toString(),
    })
    return done
  },

  async replyToComment(ctx, { id, reply }) {
    const comment = await store.lockComment(ctx, id)
    if (comment.state !== 'shown') throw new Refusal('comment-not-shown')
    await store.saveComment(ctx, id, { reply, repliedAt: ctx.now.toString() })
    return done
  },
}

/**
 * Takes a comment from anybody. It is shown to nobody outside the office until it was decided on.
 * @throws Refusal `comments-closed` when this text takes no comments today
 */
export async function takeComment(
  ctx: Ctx,
  { slug, name, body }: { slug: string; name: string; body: string },
): Promise<void> {
  const text = await texts.findTextInComment(ctx, slug)
  if (!text || !takesComments(text, ctx.today.toString())) throw new Refusal('comments-closed')
  await store.addComment(ctx, { publicationId: text.publicationId, round: text.round, name, body })
  for (const personId of text.authors)
    await tell(ctx, {
      personId,
      kind: 'publication.commented',
      params: { title: text.title },
      link: `/app/publications/${text.publicationId}/comments`,
    })
}
