import { z } from 'zod'
import type { Ctx } from '../../platform/context.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import { inOwnTransaction, systemCtx } from '../../platform/system-ctx.ts'
import { putIntoMatter } from '../attachment/attachment.service.ts'
import { openMatter, systemAct } from '../proceeding/proceeding-act.service.ts'
import { caseEndings } from './clue.rules.ts'
import type { ClueSource } from './clue.schema.ts'
import * as store from './clue.store.ts'
import { markNames } from './clue-intake.service.ts'
import { clueLink } from './clue-kind.service.ts'
import { ComplaintBody } from './complaint.schema.ts'
import { attachmentsOf, findComplaint } from './complaint.store.ts'
import { TipBody } from './tip.schema.ts'
import * as tips from './tip.store.ts'
import { openJson, placeOf } from './tip-seal.service.ts'

/**
 * Opens the clue of a report or complaint that was sent. The public cannot open a matter, so the worker does; the clock of
 * the inquiry runs from the day it was sent, however late this is.
 */
const openClue = defineJob({
  name: 'clue:open',
  payload: z.object({ channelId: z.uuid() }),
  async run(job, { channelId }) {
    const ctx = systemCtx(job)
    const channel = await tips.lockChannel(ctx, channelId)
    if (!channel || channel.receivedOn === null || channel.clueId !== null) return
    const { receivedOn } = channel
    const source: ClueSource =
      channel.kind === 'complaint' ? 'complaint' : channel.named ? 'tip-named' : 'tip-anonymous'
    const title = `${titles[source]}（${receivedOn}）`
    const office = await tips.theOffice(ctx)
    const { id } = await openMatter(ctx, 'clue', {
      title,
      facts: { source, title },
      openedOn: receivedOn,
      organisationId: office.id,
    })
    await tips.saveChannel(ctx, channelId, { clueId: id })
    const attachments = await attachmentsOf(ctx, channelId)
    await putIntoMatter(
      ctx,
      attachments.map((one) => one.id),
      id,
    )
    await systemAct(ctx, id, 'receive', { receivedOn }, ctx.today)
    await markNames(ctx, id, await namesIn(ctx, channelId, channel.kind))
    for (const { personId } of await tips.receiversOf(ctx, office.id))
      await tell(ctx, {
        personId,
        organisationId: office.id,
        kind: 'clue.arrived',
        params: { title },
        link: clueLink(id),
      })
  },
})

/** What everybody in enforcement sees: that something came in, and when; neither who nor about whom. */
const titles = {
  'tip-anonymous': '匿名举报',
  'tip-named': '实名举报',
  complaint: '权利人投诉',
} as const satisfies Partial<Record<ClueSource, string>>

async function namesIn(ctx: Ctx, channelId: string, kind: 'tip' | 'complaint') {
  return kind === 'tip'
    ? openJson(ctx, TipBody, (await tips.findTip(ctx, channelId)).sealedBody, placeOf.body(channelId))
    : openJson(ctx, ComplaintBody, (await findComplaint(ctx, channelId)).sealedBody, placeOf.complaint(channelId))
}

/** Whoever handles the clue hears of it; before anybody does, whoever registers. */
const reporterWrote = defineJob({
  name: 'clue:reporter-wrote',
  payload: z.object({ channelId: z.uuid() }),
  async run(job, { channelId }) {
    const ctx = systemCtx(job)
    const { clueId } = await tips.findChannel(ctx, channelId)
    if (clueId === null) return
    const { title, organisationId } = await store.findClue(ctx, clueId)
    const handlers = await store.handlersOf(ctx, clueId)
    const receivers = handlers.length > 0 ? handlers : await tips.receiversOf(ctx, organisationId)
    for (const { personId } of receivers)
      await tell(ctx, {
        personId,
        organisationId,
        kind: 'clue.reporter-wrote',
        params: { title },
        link: clueLink(clueId),
      })
  },
})

/** What ends with time: releases that ran out; and the outcome that is owed once a case has ended. */
const keepTime = defineJob({
  name: 'clue:keep-time',
  payload: z.object({}),
  async run(job) {
    const ctx = systemCtx(job)
    await store.endReleases(ctx, ctx.now.toString())
    for (const { id } of await store.cluesWithOutcome(ctx, caseEndings))
      await inOwnTransaction(job, (own) => systemAct(own, id, 'owe-outcome'))
  },
})

export const clueJobs: readonly Job[] = [openClue, reporterWrote, keepTime]
