import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ByteSource } from '../../evidence/archive.ts'
import { type GivenFiles, looseFiles, openArchive } from '../../evidence/given-files.ts'
import { packIndexName } from '../../evidence/pack.ts'
import { CliError } from './cli-error.ts'

const zipStart = 'PK\u0003\u0004'
const ageStart = 'age-encryption.org/v1'

/** A file read where it lies, however large. */
function sourceOf(path: string): ByteSource {
  const { size } = statSync(path)
  return {
    sizeBytes: size,
    read: async (from, length) => {
      const bytes = new Uint8Array(length)
      const file = openSync(path, 'r')
      try {
        // It may have grown or shrunk since: what is missing stays zero, and the digest tells.
        readSync(file, bytes, 0, Math.min(length, Math.max(0, fstatSync(file).size - from)), from)
      } finally {
        closeSync(file)
      }
      return bytes
    },
  }
}

/**
 * The files of a pack, as an archive or as the folder it was unpacked in; null where the path is neither.
 *
 * @throws CliError for a pack that is still sealed, saying how it is opened, and for an archive or a folder that is none
 */
export async function packAt(path: string): Promise<GivenFiles | null> {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return null
  if (found.isDirectory()) {
    const names = filesBelow(path)
    if (!names.includes(packIndexName))
      throw new CliError(
        `文件夹里没有举证包的目录（${packIndexName}）。 / the folder has no index of a proof pack (${packIndexName}).`,
        2,
      )
    return looseFiles(
      names.map((name) => ({ name, content: sourceOf(join(path, name)) })),
      packIndexName,
    )
  }
  const source = sourceOf(path)
  const start = startOf(await source.read(0, Math.min(ageStart.length, source.sizeBytes)))
  if (start === ageStart)
    throw new CliError(
      '这是加密的文件。先用自己的密钥打开：在平台“核对举证包”里打开后保存为 .zip，或者 age -d -i 密钥 文件。 / this file is sealed: open it first with your key, on the platform’s page for checking a pack, or with age -d -i KEY FILE.',
      2,
    )
  if (!start.startsWith(zipStart)) return null
  const given = await openArchive(source)
  if (given.archive !== null && 'moment' in given.archive && !given.files.some(({ name }) => name === packIndexName))
    throw new CliError(
      `压缩包里没有举证包的目录（${packIndexName}）。 / the archive has no index of a proof pack (${packIndexName}).`,
      2,
    )
  return given
}

const startOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** Paths below a folder, joined with `/`; links are not followed. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''))
