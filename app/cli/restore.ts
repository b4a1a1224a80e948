import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type pg from 'pg'
import yauzl from 'yauzl'
import { migrate } from '../../platform/database/migrate.ts'
import { folderStore } from '../../platform/objects.ts'
import { connect, Manifest, tablesInOrder } from './backup-format.ts'
import { CliError, type Line } from './cli-error.ts'
import { objectsFolder } from './objects-folder.ts'
import type { Reached } from './reach.ts'

/**
 * Loads a backup into an instance that has no people. The whole file is checked before anything is touched, and all rows are
 * loaded in one transaction.
 */
export async function restore({ ownerUrl, settings }: Reached, [file]: string[]): Promise<Line[]> {
  if (!file) throw new CliError('请写明文件名：shoumi restore FILE / name the file', 2)
  const path = resolve(file)
  if (!existsSync(path)) throw new CliError(`没有这个文件：${path} / no such file`)
  const client = await connect(ownerUrl)
  try {
    await refuseUnlessEmpty(client)
    const archive = await openArchive(path)
    const manifest = await checkWhole(archive)
    const known = await client.query<{ name: string; digest: string }>('select name, digest from applied_migration')
    for (const { name, digest } of manifest.migrations)
      if (!known.rows.some((row) => row.name === name && row.digest === digest))
        throw new CliError(
          `备份来自更新或不同的程序(${name})，请先升级。 / the backup was made by a newer or different program (${name}).`,
        )
    await client.query('drop schema public cascade; drop schema shoumi cascade; create schema public')
    const last = manifest.migrations.at(-1)?.name
    await migrate(ownerUrl, last ? { only: last } : {})
    const rows = await load(client, archive, manifest)
    await migrate(ownerUrl)
    const files = await loadObjects(archive, manifest, objectsFolder(settings))
    return [
      {
        text: `已恢复：${rows} 行，${files} 个附件；所有人需重新登录。 / restored ${rows} rows and ${files} attachments; everybody signs in anew.`,
        state: 'ok',
        rows,
        files,
      },
    ]
  } finally {
    await client.end()
  }
}

async function refuseUnlessEmpty(client: pg.Client) {
  const { rows } = await client.query<{ people: number }>('select count(*)::int as people from person')
  if ((rows[0]?.people ?? 0) > 0)
    throw new CliError(
      '这个实例里已有数据，恢复只能在空的实例上进行。请换一个 DATA_DIR。 / this instance is not empty; restore into a new DATA_DIR.',
    )
}

type Archive = { names: readonly string[]; open(name: string): Promise<Readable> }

const broken = () =>
  new CliError(
    '备份文件不完整或被改动，什么都没有写入。 / the backup is incomplete or was changed; nothing was written.',
  )

async function openArchive(path: string): Promise<Archive> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
    throw broken()
  })
  const entries = new Map<string, yauzl.Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  return {
    names: [...entries.keys()],
    async open(name) {
      const entry = entries.get(name)
      if (!entry) throw broken()
      return zip.openReadStreamPromise(entry)
    },
  }
}

/** Every part against its digest, before anything is written. */
async function checkWhole(archive: Archive): Promise<Manifest> {
  try {
    const manifest = Manifest.parse(JSON.parse(await text(await archive.open('manifest.json'))))
    for (const { name, sha256 } of manifest.parts) {
      const hash = createHash('sha256')
      for await (const chunk of await archive.open(name)) hash.update(chunk)
      if (hash.digest('hex') !== sha256) throw broken()
    }
    return manifest
  } catch (error) {
    throw error instanceof CliError ? error : broken()
  }
}

async function load(client: pg.Client, archive: Archive, manifest: Manifest): Promise<number> {
  let total = 0
  await client.query('begin')
  try {
    await client.query("set search_path = public; set timezone = 'UTC'; set constraints all deferred")
    const tables = await tablesInOrder(client)
    // What a trigger made when a row was first written is in the backup itself.
    const triggers = async (state: 'disable' | 'enable') => {
      for (const table of tables)
        await client.query(`alter table ${client.escapeIdentifier(table)} ${state} trigger user`)
    }
    await triggers('disable')
    for (const table of tables) {
      const part = manifest.parts.find(({ name }) => name === `tables/${table}.jsonl`)
      if (!part) continue
      const count = await loadTable(client, table, await archive.open(part.name))
      if (count !== part.rows) throw broken()
      total += count
    }
    await client.query(
      "select setval(pg_get_serial_sequence('journal', 'id'), coalesce((select max(id) from journal), 0) + 1, false)",
    )
    await client.query('set constraints all immediate')
    await triggers('enable')
    await client.query('commit')
    return total
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Lines go to PostgreSQL as they came from it. */
async function loadTable(client: pg.Client, table: string, lines: Readable): Promise<number> {
  const name = client.escapeIdentifier(table)
  const columns = await columnsOf(client, table)
  let [count, batch]: [number, string[]] = [0, []]
  const flush = async () => {
    if (batch.length > 0)
      await client.query(
        `insert into ${name} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
        [`[${batch.join(',')}]`],
      )
    count += batch.length
    batch = []
  }
  for await (const line of createInterface({ input: lines, crlfDelay: Number.POSITIVE_INFINITY })) {
    batch.push(line)
    if (batch.length === 500) await flush()
  }
  await flush()
  return count
}

/** Without those that follow from others. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position",
    [table],
  )
  return rows.map(({ name }) => client.escapeIdentifier(name)).join(', ')
}

async function loadObjects(archive: Archive, manifest: Manifest, folder: string): Promise<number> {
  const objects = folderStore(folder)
  const parts = manifest.parts.filter(({ name }) => name.startsWith('objects/'))
  for (const { name } of parts) await objects.put(await archive.open(name), Number.MAX_SAFE_INTEGER)
  return parts.length
}
