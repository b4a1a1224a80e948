import { done, type Service } from '../../core/contract.ts'
import { sayBoth } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { noticeWords } from '../../platform/notices.ts'
import type { noticeContract } from './notice.contract.ts'
import * as store from './notice.store.ts'

export const noticeService: Service<typeof noticeContract, Ctx> = {
  async list(ctx, filter) {
    const rows = await store.listNotices(ctx, filter)
    const notices = rows.map(({ params, ...row }) => ({
      ...row,
      text: sayBoth(noticeWords(ctx.world.noticeWords, row.kind), params),
    }))
    return {
      notices,
      unread: await store.countUnread(ctx),
      next: rows.length === filter.limit ? rows.at(-1)!.createdAt : null,
    }
  },
  async markRead(ctx, { id }) {
    await store.readNotice(ctx, id)
    return done
  },
  async markAllRead(ctx) {
    await store.readAllNotices(ctx)
    return done
  },
}

export const unreadNotices = store.countUnread
