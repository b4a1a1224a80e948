import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCsv } from '../../core/csv.ts'
import { Classification } from '../../features/trade-secret/classification.schema.ts'
import { importRows } from '../../features/trade-secret/import.rules.ts'
import { readContent } from '../../platform/content.ts'
import { aWorkshop } from '../../test/command-line.ts'

const { run, folder } = aWorkshop()
const put = (path: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), '虚构内容')
}

test('names what may need registering, one entry for many alike and for a repository, and the register imports it', async () => {
  put('资料/设计/主轴.dwg')
  for (let at = 0; at < 7; at++) put(`资料/零件/件${at}.sldprt`)
  put('资料/销售/客户名单2026.xlsx')
  put('资料/行政/食堂通知.docx')
  put('资料/软件/.git/config')
  put('资料/软件/src/main.ts')
  put('资料/=危险公式 配方.docx')
  symlinkSync('/etc', join(folder, '资料', '外面'))
  const { code, out } = await run(['scan', join(folder, '资料')])
  expect(code).toBe(0)
  const rows = readCsv(out)
  expect(rows.map(([name, kind]) => [name, kind])).toEqual([
    ['名称', '类别'],
    ["'=危险公式 配方", 'T04'],
    ['主轴', 'T01'],
    ['软件', 'T11'],
    ['客户名单2026', 'B08'],
    ['零件（7 个文件）', 'T01'],
  ])
  const imported = importRows(rows, {
    classification: await readContent('classification', Classification),
    given: [],
    today: '2026-11-24',
    person: '虚构总工',
  })
  expect(imported.mistakes).toEqual([])
  expect(imported.secrets.map(({ number, status, infoKind }) => [number, status, infoKind])[1]).toEqual([
    'SM-2026-002',
    'draft',
    'T01',
  ])
})

test('says which folder could not be read, and what is no folder', async () => {
  put('锁/里/甲.dwg')
  const closed = join(folder, '锁/里')
  chmodSync(closed, 0)
  const { code, err } = await run(['scan', join(folder, '锁')])
  chmodSync(closed, 0o700)
  // Root reads everything.
  if (process.getuid?.() !== 0) {
    expect(code).toBe(1)
    expect(err).toContain('读不到')
  }
  const missing = await run(['scan', join(folder, '没有')])
  expect(missing.code).not.toBe(0)
  expect(missing.err).not.toContain('at ')
  expect((await run(['scan'])).code).toBe(2)
})
