import { createHash } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import { readCalendar } from '../../platform/law.ts'
import { folderStore } from '../../platform/objects.ts'
import type { Line } from './cli-error.ts'
import { objectsFolder } from './objects-folder.ts'
import type { Reached } from './reach.ts'

const line = (state: 'ok' | 'warn' | 'fail', what: string, remedy = ''): Line => ({
  state,
  what,
  remedy,
  text: `${{ ok: '✓', warn: '!', fail: '✗' }[state]} ${what}${remedy && state !== 'ok' ? ` → ${remedy}` : ''}`,
})

/** One line for each thing that must be right; what is not says how to put it right. */
export async function doctor({ owner, settings }: Reached): Promise<Line[]> {
  return [
    line(
      Number(process.versions.node.split('.')[0]) >= 26 ? 'ok' : 'fail',
      `Node ${process.versions.node}`,
      '用 npm 运行，它会使用锁定的 Node / run it through npm',
    ),
    await postgres(owner),
    ...(await rowSecurity(owner)),
    await disk(settings.dataDir),
    ...(await objects(owner, objectsFolder(settings))),
    line(
      settings.mail ? 'ok' : 'warn',
      settings.mail
        ? '邮件服务器已设置 / mail is set'
        : '未设置邮件服务器，邮件写入 mail-sink 文件夹 / no mail server: mails go to the mail-sink folder',
      '设置 SMTP_URL 和 MAIL_FROM / set SMTP_URL and MAIL_FROM',
    ),
    await calendar(),
    await jobs(owner),
  ]
}

async function postgres(owner: Database): Promise<Line> {
  const { rows } = await sql<{
    version: string
    fsync: string
  }>`select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(owner)
  const { version = '?', fsync = '?' } = rows[0] ?? {}
  return line(
    fsync === 'on' && Number.parseInt(version, 10) >= 18 ? 'ok' : 'fail',
    `PostgreSQL ${version}, fsync ${fsync}`,
    '需要 PostgreSQL 18，且 fsync 必须打开 / PostgreSQL 18 with fsync on is needed',
  )
}

async function rowSecurity(owner: Database): Promise<Line[]> {
  const { rows: open } = await sql<{
    name: string
  }>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and not c.relrowsecurity and c.relname <> 'applied_migration'`.execute(
    owner,
  )
  const { rows: role } = await sql<{
    free: boolean
  }>`select rolbypassrls or rolsuper as free from pg_roles where rolname = 'shoumi_app'`.execute(owner)
  return [
    line(
      open.length === 0 ? 'ok' : 'fail',
      open.length === 0
        ? '各表均已启用行级安全 / row security is on for every table'
        : `未启用行级安全：${open.map(({ name }) => name).join(', ')} / row security is off`,
      '运行 shoumi migrate / run shoumi migrate',
    ),
    line(
      role[0]?.free === false ? 'ok' : 'fail',
      '应用角色不能绕过行级安全 / the app role cannot bypass it',
      'alter role shoumi_app nobypassrls nosuperuser',
    ),
  ]
}

async function disk(dataDir: string): Promise<Line> {
  const { bavail, bsize } = await statfs(dataDir)
  const gigabytes = (bavail * bsize) / 1024 ** 3
  return line(
    gigabytes > 5 ? 'ok' : gigabytes > 1 ? 'warn' : 'fail',
    `剩余空间 ${gigabytes.toFixed(1)} GB / free space`,
    '清理或扩容 / make room',
  )
}

async function objects(owner: Database, folder: string): Promise<Line[]> {
  const store = folderStore(folder)
  const rows = await owner.selectFrom('attachment').select('sha256').distinct().execute()
  const [missing, changed]: [string[], string[]] = [[], []]
  for (const { sha256 } of rows) {
    if (!(await store.has(sha256))) {
      missing.push(sha256)
      continue
    }
    const hash = createHash('sha256')
    for await (const chunk of store.read(sha256)) hash.update(chunk)
    if (hash.digest('hex') !== sha256) changed.push(sha256)
  }
  const bad = [...missing, ...changed]
  return [
    line(
      bad.length === 0 ? 'ok' : 'fail',
      `附件 ${rows.length} 个，缺失 ${missing.length}，内容不符 ${changed.length} / attachments, missing, altered`,
      `从备份恢复 / restore from a backup: ${bad.slice(0, 3).join(', ')}`,
    ),
  ]
}

async function calendar(): Promise<Line> {
  const { lastYear } = await readCalendar()
  const year = Temporal.Now.plainDateISO('Asia/Shanghai').year
  return line(
    lastYear > year ? 'ok' : lastYear === year ? 'warn' : 'fail',
    `工作日历至 ${lastYear} 年 / working calendar up to ${lastYear}`,
    '国务院办公厅公布次年安排后，补入 law/calendar / add the next year once it is published',
  )
}

async function jobs(owner: Database): Promise<Line> {
  const { rows } = await sql<{
    failed: number
    waiting: number
  }>`select count(*) filter (where attempts >= max_attempts)::int as failed, count(*)::int as waiting from graphile_worker.jobs`.execute(
    owner,
  )
  const { failed = 0, waiting = 0 } = rows[0] ?? {}
  return line(
    failed === 0 ? 'ok' : 'warn',
    `待办作业 ${waiting}，失败 ${failed} / jobs waiting, failed`,
    '查看日志后重试 / see the log',
  )
}
