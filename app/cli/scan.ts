import { opendirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Classification } from '../../features/trade-secret/classification.schema.ts'
import { type Found, gatherAlike, guessFile, scanTable } from '../../features/trade-secret/scan.rules.ts'
import { readContent } from '../../platform/content.ts'
import { noMoreThan } from './positionals.ts'
import { systemError } from './system-error.ts'

const help = `shoumi scan FOLDER [--json] > 待登记.csv

  列出这台机器上可能需要登记为商业秘密的文件，供您逐项确认。只看名称和扩展名，不读内容，不上传。
  Lists files of this machine that may need registering as trade secrets, for you to decide. It looks at names
  and endings only, reads no content and sends nothing.

  例 / examples
    npx shoumi scan ./资料 > 待登记.csv
    npx shoumi scan /data/设计 --json

  代码仓库（含 .git）算一项；一个文件夹里同类文件多于 5 个，合为一项。快捷方式不跟随。
  A repository (with .git) is one entry; more than five alike in a folder are one. Links are not followed.
  退出码 / exit codes: 0 好 good · 1 有读不到的文件夹 a folder could not be read · 2 用法 usage`

const ignored = new Set(['node_modules', '.git', '.svn', '__pycache__', '$RECYCLE.BIN', 'System Volume Information'])

export async function scan(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [folder] = positionals
  if (values.help || !folder) {
    console.log(help)
    return values.help ? 0 : 2
  }
  noMoreThan(1, positionals)
  const classification = await readContent('classification', Classification)
  const root = resolve(folder)
  const found: Found[] = []
  const unread: string[] = []
  walk(
    root,
    '',
    (path) => {
      const guess = path.endsWith('/') ? repository(path) : guessFile(classification, path)
      if (guess) found.push(guess)
    },
    unread,
  )
  const gathered = gatherAlike(found)
  if (values.json) console.log(JSON.stringify({ folder: root, found: gathered, unread }, null, 2))
  else process.stdout.write(scanTable(gathered, root))
  console.error(`可能需要登记 ${gathered.length} 项 / ${gathered.length} may need registering`)
  for (const path of unread) console.error(`读不到 / cannot be read: ${path}`)
  return unread.length === 0 ? 0 : 1
}

const repository = (path: string): Found => {
  const where = path.slice(0, -1)
  return { name: where.split('/').at(-1) || '代码仓库', kind: 'T11', where: where || '.', why: '代码仓库（.git）' }
}

/** @param see - gets files, and repositories with a `/` at the end, below which nothing else is looked at */
function walk(root: string, below: string, see: (path: string) => void, unread: string[]): void {
  try {
    const folder = opendirSync(join(root, below))
    const entries = []
    for (let entry = folder.readSync(); entry; entry = folder.readSync()) entries.push(entry)
    folder.closeSync()
    if (entries.some(({ name }) => name === '.git')) {
      see(`${below}/`.replace(/^\//, ''))
      return
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && !ignored.has(entry.name)) walk(root, path, see, unread)
      else if (entry.isFile()) see(path)
    }
  } catch (error) {
    if (below === '') throw systemError(error) ?? error
    unread.push(join(root, below))
  }
}
