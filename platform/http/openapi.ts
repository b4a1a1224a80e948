import { z } from 'zod'
import type { Endpoint } from '../../core/contract.ts'
import { kernelRefusals, refusalStatus } from '../../core/refusal.ts'
import { locales } from '../../core/words.ts'
import type { Door } from './mount.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  return rest
}

/** The doors of this process as OpenAPI 3.1, from the same contracts that serve them. */
export function openApiDocument(doors: readonly Door[], version: string, publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const door of doors) {
    const path = door.endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [door.endpoint.method.toLowerCase()]: operation(door) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Shoumi 守密', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'shoumi_session' } },
      schemas: { Error: errorSchema },
    },
    paths,
  }
}

function operation({ name, endpoint }: Door) {
  const { permission, summary } = endpoint
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: summary[1],
    description: `${summary[0]}\n\npermission: \`${permission}\``,
    ...(permission !== 'public' && { security: [{ session: [] }] }),
    parameters: parameters(endpoint),
    ...requestBody(endpoint),
    responses: { '200': success(endpoint), ...refusals(endpoint) },
  }
}

function fieldsOf(schema: z.ZodType): { properties: Record<string, unknown>; required: string[] } {
  const json = schemaOf(schema, 'input')
  return { properties: (json.properties ?? {}) as Record<string, unknown>, required: json.required ?? [] }
}

function parameters(endpoint: Endpoint) {
  const { properties, required } = fieldsOf(endpoint.input)
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((found) => found[1]!)
  const asQuery =
    endpoint.method === 'GET' || endpoint.upload ? Object.keys(properties).filter((name) => !inPath.includes(name)) : []
  return [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...asQuery.map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] })),
  ]
}

function requestBody(endpoint: Endpoint) {
  if (endpoint.upload)
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }
  if (endpoint.method === 'GET') return {}
  return { requestBody: { content: { 'application/json': { schema: schemaOf(endpoint.input, 'input') } } } }
}

const success = (endpoint: Endpoint) =>
  endpoint.download
    ? {
        description: 'the file',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      }
    : { description: 'done', content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } } }

function refusals(endpoint: Endpoint) {
  const byStatus = new Map<number, string[]>()
  for (const code of [...endpoint.refusals, ...Object.keys(kernelRefusals).filter((code) => code !== 'defect')]) {
    const status = refusalStatus[code] ?? 409
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}

const errorSchema = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string' },
    message: { type: 'object', properties: Object.fromEntries(locales.map((locale) => [locale, { type: 'string' }])) },
    detail: { type: 'object' },
    issues: { type: 'array', items: { type: 'object' } },
    requestId: { type: 'string' },
  },
}
