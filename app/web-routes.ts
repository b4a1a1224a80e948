import { basename } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Web } from '../platform/ui/build-web.ts'
import { evidenceWorkerFile, evidenceWorkerPolicy } from '../platform/ui/evidence/evidence-policy.ts'
import { importMapSource } from '../platform/ui/integrity.ts'
import { pdfWorkerFile, pdfWorkerPolicy } from '../platform/ui/pdf/pdf-policy.ts'
import { sealWorkerFile, sealWorkerPolicy } from '../platform/ui/seal/worker-policy.ts'
import { vaultWorkerFile, vaultWorkerPolicy } from '../platform/ui/vault/vault-policy.ts'

/** The application's files: named by their content, so that they may be kept for ever; its page, never. */
export async function webRoutes(server: FastifyInstance, web: Web): Promise<void> {
  await server.register(fastifyStatic, {
    root: web.folder,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
    serveDotFiles: false,
    // A worker obeys the policy of its own script: those that read files, typeset and verify may run WebAssembly, and none may connect to anything.
    setHeaders: (reply, path) => {
      if (sealWorkerFile.test(basename(path))) reply.header('content-security-policy', sealWorkerPolicy)
      if (pdfWorkerFile.test(basename(path))) reply.header('content-security-policy', pdfWorkerPolicy)
      if (evidenceWorkerFile.test(basename(path))) reply.header('content-security-policy', evidenceWorkerPolicy)
      if (vaultWorkerFile.test(basename(path))) reply.header('content-security-policy', vaultWorkerPolicy)
    },
  })
  const mapSource = importMapSource(web.index)
  const application = async (_request: FastifyRequest, reply: FastifyReply) => {
    // The one script that stands in the page says which bytes the others must have.
    const policy = String(reply.getHeader('content-security-policy')).replace(
      "script-src 'self'",
      `script-src 'self' ${mapSource}`.trimEnd(),
    )
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policy)
      .send(web.index)
  }
  server.get('/app', application)
  server.get('/app/*', application)
}
