import { createElement } from 'react'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import { asVisitor, type PageContent, publicPage } from '../../platform/http/public-page.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { ServedScripts } from './served-script.public.tsx'
import { listName } from './served-script.rules.ts'
import { proofOf, readList, servedLists } from './served-script.service.ts'
import { servedScriptWords } from './served-script.words.ts'

export function servedScriptRoutes(house: House) {
  publicPage(house, '/log/scripts', page)
  files(house)
}

async function page(ctx: Ctx): Promise<PageContent> {
  return {
    title: say(servedScriptWords.title, ctx.locale),
    description: say(servedScriptWords.lead, ctx.locale),
    district: (await presentProgramme(ctx)).instrument.district,
    body: createElement(ServedScripts, {
      publicUrl: ctx.world.settings.publicUrl,
      ...(await servedLists(ctx)),
    }),
  }
}

/** A list and its proof never change once they are there; any page may read them. */
function files(house: House) {
  const open = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' }
  house.server.get<{ Params: { name: string } }>('/log/scripts/:name', async (request, reply) => {
    const [, digest, kind] = /^([0-9a-f]{64})\.(txt|tsproof)$/.exec(request.params.name) ?? []
    if (!digest) throw new Refusal('not-found')
    const text = await asVisitor(house, request, 'zh-CN', async (ctx) =>
      kind === 'txt' ? (await readList(ctx, digest)).list : proofOf(ctx, digest),
    )
    if (text === null)
      return reply
        .code(503)
        .headers(open)
        .header('retry-after', '5')
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8')
        .send(`${servedScriptWords.pending.join('\n')}\n`)
    const name = kind === 'txt' ? listName : 'served-files.tsproof'
    return reply
      .headers(open)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', kind === 'txt' ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(kind === 'txt' ? 'text/plain; charset=utf-8' : 'application/octet-stream')
      .send(text)
  })
}
