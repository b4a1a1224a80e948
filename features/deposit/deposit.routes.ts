import { readTilePath } from '../../evidence/tile.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { depositContract } from './deposit.contract.ts'
import { depositService } from './deposit.service.ts'
import { depositRefusals } from './deposit.words.ts'
import { depositPages } from './deposit-page.routes.ts'
import { buildVerifyTool, type VerifyTool, withTrust } from './verify-tool/build-verify-tool.ts'

export function depositRoutes(house: House) {
  mount(house, 'deposit', depositContract, depositService, depositRefusals)
  logFiles(house)
  depositPages(house)
  verifyTool(house)
}

/**
 * The log as files, for everybody and every tool: tiles never change and may be kept for ever, the checkpoint is always
 * asked for anew. Readable from any page: there is nothing in it that its reader may not know.
 *
 * @source c2sp.org/tlog-tiles
 */
function logFiles({ server, world }: House) {
  const open = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' }
  server.get<{ Params: { year: string; '*': string } }>('/log/:year/*', async (request, reply) => {
    const { year, '*': path } = request.params
    const allowed =
      /^\d{4}(\.\d+)?$/.test(year) &&
      (path === 'checkpoint' || /^(renewal|freeze)\/\d+$/.test(path) || readTilePath(path) !== null)
    const file = allowed ? await world.log.file(year, path) : null
    if (!file) return reply.code(404).headers(open).type('text/plain; charset=utf-8').send('not found\n')
    return reply
      .headers(open)
      .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(file.type)
      .send(Buffer.from(file.bytes))
  })
  server.get('/log/policy', async (_request, reply) =>
    reply
      .headers(open)
      .header('cache-control', 'no-cache')
      .type('text/plain; charset=utf-8')
      .send(await world.log.policy()),
  )
  server.get('/log/trust.json', async (_request, reply) =>
    reply
      .headers(open)
      .header('cache-control', 'no-cache')
      .send(await world.log.trust()),
  )
}

/** The tool with what this platform says about its log in it; whoever saves it keeps that too. Built when first asked for. */
function verifyTool({ server, world }: House) {
  let built: Promise<VerifyTool> | null = null
  server.get('/verify/tool', async (_request, reply) => {
    built ??= buildVerifyTool()
    const tool = await built
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', tool.policy)
      .header('cache-control', 'no-cache')
      .send(withTrust(tool, await world.log.trust()))
  })
}
