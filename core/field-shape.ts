import { z } from 'zod'
import type { Field, Fields } from './proceeding.ts'

const line = z.string().trim().max(300)
const text = z.string().trim().max(20_000)

/** A day that stands for an act; what is beyond these years is a slip of the hand. */
const day = z.iso.date().refine((value) => value >= '1990-01-01' && value < '2100-01-01')

const shapes = {
  line: () => line,
  text: () => text,
  day: () => day,
  moment: () => z.iso.datetime({ offset: true }),
  fen: () => z.int().min(0).max(1e15),
  count: () => z.int().min(0).max(1e9),
  choice: ({ options = {} }) => z.enum(Object.keys(options) as [string, ...string[]]),
  choices: ({ options = {} }) => z.array(z.enum(Object.keys(options) as [string, ...string[]])).max(100),
  check: () => z.boolean(),
  person: () => z.uuid(),
  persons: () => z.array(z.uuid()).max(30),
  organisation: () => z.uuid(),
  attachments: () => z.array(z.uuid()).max(200),
} as const satisfies Record<Field['kind'], (field: Field) => z.ZodType>

/** The shape of an act's fields: required ones must be there and not empty, unknown ones are refused. */
export function shapeOfFields(fields: Fields): z.ZodObject<Record<string, z.ZodType>> {
  const shape: Record<string, z.ZodType> = {}
  for (const [key, field] of Object.entries(fields)) shape[key] = shapeOfField(field)
  return z.strictObject(shape)
}

function shapeOfField(field: Field): z.ZodType {
  const shape = shapes[field.kind](field)
  if (shape instanceof z.ZodArray) {
    const least = Math.max(field.atLeast ?? 0, field.required ? 1 : 0)
    const several = shape.min(least).refine((all) => new Set(all).size === all.length)
    return least > 0 ? several : several.optional()
  }
  if (!field.required) return shape.optional()
  if (shape instanceof z.ZodString) return shape.min(1)
  return field.kind === 'check' ? z.literal(true) : shape
}
