import { z } from 'zod'
import type { Endpoint } from '../../core/contract.ts'
import { kernelRefusals, refusalStatus } from '../../core/refusal.ts'
import { locales } from '../../core/words.ts'
import type { Door } from './mount.ts'

type Json = Record<string, unknown>

/** A schema that refers to itself does so within the whole document: its definitions stand among the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', place: string, shared: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  const named = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', `"#/components/schemas/${place}.`))
  for (const [name, definition] of Object.entries($defs)) shared[`${place}.${name}`] = named(definition)
  return named(rest) as Json
}

/** The doors of this process as OpenAPI 3.1, from the same contracts that serve them. */
export function openApiDocument(doors: readonly Door[], version: string, publicUrl: string) {
  const paths: Record<string, Json> = {}
  const shared: Json = { Error: errorSchema }
  for (const door of doors) {
    const path = door.endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [door.endpoint.method.toLowerCase()]: operation(door, shared) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Shoumi 守密', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'shoumi_session' } },
      schemas: shared,
    },
    paths,
  }
}

function operation({ name, endpoint }: Door, shared: Json) {
  const { permission, summary } = endpoint
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: summary[1],
    description: `${summary[0]}\n\npermission: \`${permission}\``,
    ...(permission !== 'public' && { security: [{ session: [] }] }),
    parameters: parameters(endpoint, name, shared),
    ...requestBody(endpoint, name, shared),
    responses: { '200': success(endpoint, name, shared), ...refusals(endpoint) },
  }
}

function fieldsOf(schema: z.ZodType, place: string, shared: Json): { properties: Json; required: string[] } {
  const json = schemaOf(schema, 'input', `${place}.input`, shared)
  return { properties: (json.properties ?? {}) as Json, required: (json.required ?? []) as string[] }
}

function parameters(endpoint: Endpoint, place: string, shared: Json) {
  const { properties, required } = fieldsOf(endpoint.input, place, shared)
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((found) => found[1]!)
  const asQuery =
    endpoint.method === 'GET' || endpoint.upload ? Object.keys(properties).filter((name) => !inPath.includes(name)) : []
  return [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...asQuery.map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] })),
  ]
}

function requestBody(endpoint: Endpoint, place: string, shared: Json) {
  if (endpoint.upload)
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }
  if (endpoint.method === 'GET') return {}
  return {
    requestBody: {
      content: { 'application/json': { schema: schemaOf(endpoint.input, 'input', `${place}.input`, shared) } },
    },
  }
}

const success = (endpoint: Endpoint, place: string, shared: Json) =>
  endpoint.download
    ? {
        description: 'the file',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      }
    : {
        description: 'done',
        content: { 'application/json': { schema: schemaOf(endpoint.output, 'output', `${place}.output`, shared) } },
      }

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
