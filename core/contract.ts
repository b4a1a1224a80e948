import { z } from 'zod'
import type { Permission } from './permission.ts'
import type { Pair } from './words.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One door of the house. Server, screen, command line and OpenAPI document read the same object. */
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: Method
  /** Fastify syntax, `:name` for parameters; they are merged into the input beside query and body. */
  readonly path: `/${string}`
  readonly permission: Permission
  readonly summary: Pair
  readonly input: I
  readonly output: O
  /** Codes this door may refuse with, apart from those every door has (`kernelRefusals`). */
  readonly refusals: readonly string[]
  /** The body is one file, streamed; its name and type come from the query. */
  readonly upload?: { readonly maxBytes: number }
  /** The reply is a file, not JSON: the service answers with a `Download`. */
  readonly download?: true
  /** Doors that must work before anybody is known: they may read accounts, and nothing else. */
  readonly identity?: true
  /** At most so many calls a minute from one address; the instance-wide limit applies besides. */
  readonly perMinute?: number
  /** GET doors are not journalled unless they say so; all others always are. */
  readonly journalled?: true
}
export type Contract = Readonly<Record<string, Endpoint>>

export const endpoint = <I extends z.ZodType, O extends z.ZodType>(e: Endpoint<I, O>): Endpoint<I, O> => e

/** What a service must look like to answer a contract. */
export type Service<C extends Contract, Ctx> = {
  readonly [K in keyof C]: (ctx: Ctx, input: z.output<C[K]['input']>) => Promise<z.input<C[K]['output']>>
}

export const Id = z.uuid()
export const NoInput = z.object({})
export const Done = z.object({ done: z.literal(true) })
export const done = { done: true } as const

/** The answer of a door with `download`. Either bytes or the path of a finished file (served with ranges). */
export const Download = z.object({
  name: z.string(),
  mediaType: z.string(),
  content: z.union([z.object({ bytes: z.instanceof(Uint8Array) }), z.object({ file: z.string() })]),
})
export type Download = z.infer<typeof Download>

/** Text that must never reach the journal or a log: passwords, codes, tokens. */
const secrets = new WeakSet<z.ZodType>()
export function secret<T extends z.ZodType>(schema: T): T {
  secrets.add(schema)
  return schema
}
export const isSecret = (schema: z.ZodType): boolean => secrets.has(schema)

/** A page of a list: `after` is the cursor of the last row seen. */
export const pageInput = { limit: z.coerce.number().int().min(1).max(500).default(50), after: z.string().optional() }
