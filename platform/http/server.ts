import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { kernelRefusals, Refusal } from '../../core/refusal.ts'
import { sayBoth } from '../../core/words.ts'
import { trustedPolicies } from '../ui/trusted-address.ts'
import { type ErrorReply, refusalReply } from './reply.ts'

export type ServerOptions = {
  /** Whether the address of the caller is in X-Forwarded-For, set by a proxy of ours. */
  readonly trustProxy: boolean
  readonly secure: boolean
  readonly logger: FastifyServerOptions['logger']
  /** Calls a minute from one address, over all doors. */
  readonly perMinute: number
}

/**
 * The HTTP server before any door is mounted: limits, headers, cookies, errors in words.
 *
 * The log carries method, route pattern, status and time — never an address, a path with its values,
 * a query or a body, because those can name a person.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger: options.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    genReqId: () => randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    // An address that the router cannot read never reaches the error handler below.
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  })
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    )
  })
  // An upload is streamed by its door, never buffered here.
  server.addContentTypeParser('*', (_request, _payload, done) => done(null))
  server.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
  await server.register(cookie)
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(options.secure) },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: options.secure,
    crossOriginEmbedderPolicy: false,
  })
  await server.register(rateLimit, {
    max: options.perMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Refusal('too-many-requests'),
  })
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  return server
}

/** Nothing from elsewhere, no inline script or style, and no string ever becomes markup in the application. */
const contentPolicy = (secure: boolean) => ({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'media-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // The last one is the text editor's, which reads what is pasted in a document of its own that runs nothing.
  'trusted-types': [...trustedPolicies, 'ProseMirrorClipboard'],
  ...(secure && { 'upgrade-insecure-requests': [] }),
})

function answerError(
  error: FastifyError,
  request: Parameters<FastifyInstance['errorHandler']>[1],
  reply: Parameters<FastifyInstance['errorHandler']>[2],
) {
  if (error instanceof Refusal) {
    const { status, body } = refusalReply(error, kernelRefusals, request.id)
    return reply.code(status).send(body)
  }
  const status = error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 404 : (error.statusCode ?? 500)
  const code =
    status === 404
      ? 'not-found'
      : status === 413
        ? 'too-large'
        : status === 429
          ? 'too-many-requests'
          : status < 500
            ? 'invalid-input'
            : 'defect'
  if (status >= 500) request.log.error({ requestId: request.id, route: request.routeOptions.url, err: error }, 'defect')
  const body: ErrorReply = { code, message: sayBoth(kernelRefusals[code]), requestId: request.id }
  return reply.code(status).send(body)
}
