import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { ZipFile } from 'yazl'
import { folderStore } from '../../platform/objects.ts'
import { version } from '../../platform/version.ts'
import { connect, type Manifest, tablesInOrder } from './backup-format.ts'
import { CliError, type Line } from './cli-error.ts'
import { objectsFolder } from './objects-folder.ts'
import type { Reached } from './reach.ts'

/**
 * Everything of one moment in one file: all rows from one snapshot, all attachments, and a manifest of their digests.
 * The file appears under its name only when it is whole.
 */
export async function backup({ ownerUrl, settings }: Reached, [file]: string[]): Promise<Line[]> {
  if (!file) throw new CliError('请写明文件名：shoumi backup FILE / name the file', 2)
  const path = resolve(file)
  const client = await connect(ownerUrl)
  const incoming = `${path}.making`
  try {
    await client.query('begin isolation level repeatable read read only')
    const parts: Manifest['parts'] = []
    const zip = new ZipFile()
    const written = pipeline(zip.outputStream, createWriteStream(incoming, { flush: true, mode: 0o600 }))
    for (const table of await tablesInOrder(client))
      await addStream(zip, `tables/${table}.jsonl`, parts, rowsOf(client, table))
    const objects = folderStore(objectsFolder(settings))
    for await (const sha256 of objects.list()) await addStream(zip, `objects/${sha256}`, parts, objects.read(sha256))
    const { rows: migrations } = await client.query<{ name: string; digest: string }>(
      'select name, digest from applied_migration order by name',
    )
    const manifest: Manifest = {
      format: 'shoumi-backup-1',
      program: version,
      madeAt: new Date().toISOString(),
      migrations,
      parts,
    }
    zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json')
    zip.end()
    await written
    await rename(incoming, path)
    const rows = parts.reduce((sum, part) => sum + (part.rows ?? 0), 0)
    const { size } = await stat(path)
    const files = parts.filter(({ name }) => name.startsWith('objects/')).length
    return [
      {
        text: `已备份：${path},${rows} 行，${files} 个附件，${size} 字节 / saved ${rows} rows and ${files} attachments`,
        state: 'ok',
        path,
        rows,
        files,
        sizeBytes: size,
      },
    ]
  } finally {
    await rm(incoming, { force: true })
    await client.end()
  }
}

/** One part after another: the rows come from one connection. */
async function addStream(
  zip: ZipFile,
  name: string,
  parts: Manifest['parts'],
  content: AsyncIterable<Buffer | string>,
) {
  const hash = createHash('sha256')
  let rows = 0
  const measured = async function* () {
    for await (const chunk of content) {
      hash.update(chunk)
      if (typeof chunk === 'string') rows++
      yield Buffer.from(chunk)
    }
  }
  await new Promise<void>((done, failed) => {
    const stream = Readable.from(measured())
    stream.once('error', failed)
    stream.once('end', done)
    zip.addReadStream(stream, name)
  })
  parts.push({ name, sha256: hash.digest('hex'), ...(name.startsWith('tables/') && { rows }) })
}

async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string> {
  const name = client.escapeIdentifier(table)
  await client.query(`declare saved no scroll cursor for select row_to_json(t)::text as line from ${name} t`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>('fetch 500 from saved')
    for (const { line } of rows) yield `${line}\n`
    if (rows.length === 0) break
  }
  await client.query('close saved')
}
