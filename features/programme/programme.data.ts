import { join } from 'node:path'
import type { z } from 'zod'
import { collectMistakes, DataError, readDataFile } from '../../platform/data-file.ts'
import { programmeMistakes } from './programme.rules.ts'
import { Programme, type ProgrammeFile, programmeFiles } from './programme.schema.ts'

/**
 * Reads a district's programme from its folder of YAML files.
 * @throws DataError naming file, place and remedy: an unknown key, a missing or unknown source, a 未得 that is not empty, a wrong count, a repeated id
 */
export async function readProgramme(folder: string): Promise<Programme> {
  const names = Object.keys(programmeFiles) as ProgrammeFile[]
  const parts = await collectMistakes(
    names.map((name) => readDataFile(join(folder, `${name}.yaml`), programmeFiles[name] as z.ZodType)),
  )
  const programme = Programme.parse(Object.fromEntries(names.map((name, index) => [name, parts[index]])))
  const mistakes = programmeMistakes(programme)
  if (mistakes.length > 0) throw new DataError(mistakes)
  return programme
}
