import { createElement } from 'react'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import { fromHex, toHex } from '../../evidence/bytes.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { decodeVerifierKey, readNote } from '../../evidence/note.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { fingerprint } from '../../evidence/verify.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import { type PageContent, type PageRequest, publicPage } from '../../platform/http/public-page.ts'
import { yearOf } from '../../platform/log/log-publication.ts'
import { cosignersOf } from '../../platform/log/log-receipt.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { PublicLog, Verify, VerifyOne } from './deposit.public.tsx'
import { standingOf } from './deposit.store.ts'
import { depositPublicWords } from './deposit-public.words.ts'

/** Pages for whoever holds a receipt or looks at the log: no account, no script. */
export function depositPages(house: House) {
  publicPage(house, '/verify', verifyPage)
  publicPage(house, '/verify/number', async (_ctx, { query }) => ({
    redirect: `/verify/${(query.number ?? '').toLowerCase().replaceAll(/[^0-9a-f]/g, '') || 'none'}`,
  }))
  publicPage(house, '/verify/:requestId', onePage)
  publicPage(house, '/log', logPage)
}

const districtOf = async (ctx: Ctx) => (await presentProgramme(ctx)).instrument.district

const verifyPage = async (ctx: Ctx): Promise<PageContent> => ({
  title: say(depositPublicWords.verifyTitle, ctx.locale),
  description: say(depositPublicWords.verifyLead, ctx.locale),
  district: await districtOf(ctx),
  body: createElement(Verify),
})

async function onePage(ctx: Ctx, { params }: PageRequest): Promise<PageContent> {
  const requestId = params.requestId ?? ''
  if (!/^[0-9a-f]{32}$/.test(requestId)) throw new Refusal('not-found')
  const { log } = ctx.world
  const place = await log.place(fromHex(requestId))
  if (!place) throw new Refusal('not-found')
  const final = await log.receipt(fromHex(requestId))
  const { commitment } = decodeEntry(place.data)
  const note = final && final !== 'pending' ? readTlogProof(final.receipt.tlogProof).checkpoint : null
  const head = note === null ? null : readCheckpointText(readNote(note).text)
  return {
    title: say(depositPublicWords.oneTitle, ctx.locale, { number: requestId.slice(0, 8) }),
    unlisted: true,
    district: await districtOf(ctx),
    body: createElement(VerifyOne, {
      requestId,
      standing: await standingOf(ctx, requestId),
      found: {
        origin: place.origin,
        index: place.index,
        commitment: { sha256: toHex(commitment.sha256), sm3: toHex(commitment.sm3) },
        checkpoint:
          head && note
            ? {
                size: head.size,
                root: toHex(head.root),
                witnesses: cosignersOf(note, readPolicy(await log.policy())),
                stampedAt: await log.stampedAt(head.origin, head.size),
              }
            : null,
      },
    }),
  }
}

async function logPage(ctx: Ctx): Promise<PageContent> {
  const { log } = ctx.world
  const state = await log.state()
  const keys = (await log.keys()).map(decodeVerifierKey)
  return {
    title: say(depositPublicWords.logTitle, ctx.locale),
    description: say(depositPublicWords.logLead, ctx.locale),
    district: await districtOf(ctx),
    body: createElement(PublicLog, {
      ...(state.state === 'open' ? state : { ...state, size: 0, publishedSize: 0 }),
      keys: keys.map((key) => ({ name: key.name, type: key.type, fingerprint: fingerprint(key) })),
      folder: state.origin ? yearOf(state.origin) : null,
    }),
  }
}
