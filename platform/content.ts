import { join } from 'node:path'
import type { z } from 'zod'
import { strayReferences } from '../core/content.ts'
import { DataError, readDataFile } from './data-file.ts'

export const contentFolder = join(import.meta.dirname, '../content')

/**
 * One file of `content/`, checked whole when the house opens.
 * @param name - without folder and ending
 * @throws DataError with every mistake, a reference to a source that the file does not list among them
 */
export async function readContent<S extends z.ZodType<{ sourceList: Readonly<Record<string, unknown>> }>>(
  name: string,
  schema: S,
): Promise<z.output<S>> {
  const content = await readDataFile(join(contentFolder, `${name}.yaml`), schema)
  const stray = strayReferences(content)
  if (stray.length > 0)
    throw new DataError(
      stray.map((reference) => ({
        file: `${name}.yaml`,
        path: reference,
        message: '出处未列入 sourceList，请补上 / a source that sourceList does not have: add it',
      })),
    )
  return content
}
