import { parseArgs } from 'node:util'
import { CliError, type Line } from './cli/cli-error.ts'
import type { Reached } from './cli/reach.ts'
import { systemError } from './cli/system-error.ts'

const help = `shoumi <命令 / command>

存证，不需要数据库 / evidence, no database needed
  seal PATH…                   封存文件，可登记到服务器 / seal files, and deposit with --server
  deposit FILE                 登记已封存的清单 / deposit an opening file made before
  verify FILE [PATH]           核验凭证、清单或披露包 / verify a receipt, an opening or a package
  check FILE PATH              原件是否仍与清单一致 / which originals still match
  recheck LIST ORIGINALS       定期复核全部原件 / compare all originals again, on a schedule
  prove FILE ORIGINAL          只披露一个文件 / disclose one file and nothing else
  watch FOLDER                 持续封存一个文件夹 / keep sealing a folder
  inspect FILE                 显示文件里有什么 / show what is in a file
  witness                      为日志作见证 / witness the logs of others
  scan FOLDER                  列出可能需要登记的文件 / list files that may need registering
  period ID --from DAY         法定期限到哪一天 / the last day of a statutory period, and why

实例 / this installation
  log status|freeze|renew      日志的状态、冻结、续期 / the log: state, freeze, renewal
  migrate                      更新数据结构 / bring the database to the newest shape
  backup FILE                  备份数据与附件为一个文件 / save data and attachments as one file
  restore FILE                 恢复到空的实例 / load a backup into an empty instance
  doctor                       体检 / check this installation
  user list                    列出账户 / list accounts
  user link EMAIL              生成重设密码链接（30 分钟） / make a link to set a new password
  user close EMAIL             停用账户 / close an account

  --json                       机器可读的输出 / machine-readable output
  --help                       本说明；命令后加 --help 看该命令 / this text, or that of a command

  例 / examples
    npx shoumi seal ./图纸 --server https://shoumi.example.cn
    npx shoumi verify 图纸.tsreceipt.json ./图纸
    npx shoumi backup ../shoumi-2026-11-24.zip
    npx shoumi doctor --json

  退出码 / exit codes: 0 好 good · 1 未成 failed, 未能证明 not proven · 2 用法 usage`

/** Commands that need no installation: they read their own arguments. */
const alone: Readonly<Record<string, () => Promise<(argv: string[]) => Promise<number>>>> = {
  seal: async () => (await import('./cli/seal.ts')).seal,
  deposit: async () => (await import('./cli/deposit.ts')).deposit,
  check: async () => (await import('./cli/check.ts')).check,
  recheck: async () => (await import('./cli/recheck.ts')).recheck,
  prove: async () => (await import('./cli/prove.ts')).prove,
  verify: async () => (await import('./cli/verify.ts')).verify,
  watch: async () => (await import('./cli/watch.ts')).watch,
  inspect: async () => (await import('./cli/inspect.ts')).inspect,
  witness: async () => (await import('./cli/witness.ts')).witness,
  period: async () => (await import('./cli/period.ts')).period,
  scan: async () => (await import('./cli/scan.ts')).scan,
}

/** Commands of this installation; each command loads only what it needs, so that the small ones start at once. */
const installed: Readonly<Record<string, () => Promise<(instance: Reached, rest: string[]) => Promise<Line[]>>>> = {
  migrate: async () => async () => [],
  backup: async () => (await import('./cli/backup.ts')).backup,
  restore: async () => (await import('./cli/restore.ts')).restore,
  doctor: async () => (await import('./cli/doctor.ts')).doctor,
  user: async () => (await import('./cli/user.ts')).user,
  log: async () => (await import('./cli/log.ts')).logCommand,
}

async function main(): Promise<number> {
  const [first = '', ...argv] = process.argv.slice(2)
  if (Object.hasOwn(alone, first)) return (await alone[first]!())(argv)
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [command, ...rest] = positionals
  if (values.help || !command) {
    console.log(help)
    return values.help ? 0 : 2
  }
  if (!Object.hasOwn(installed, command))
    throw new CliError(`没有这个命令：${command}。用 --help 查看。 / no such command: ${command}. See --help.`, 2)
  const work = await installed[command]!()
  const { reach } = await import('./cli/reach.ts')
  const { settingsOfProcess } = await import('../platform/settings.ts')
  const instance = await reach(settingsOfProcess())
  try {
    const lines = await work(instance, rest)
    if (values.json) console.log(JSON.stringify(lines, null, 2))
    else for (const line of lines) console.log(line.text)
    return lines.some(({ state }) => state === 'fail') ? 1 : 0
  } finally {
    await instance.close()
  }
}

/** What `parseArgs` says about an option that is not there, or has no value. */
function argumentError(error: unknown): CliError | null {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) return null
  return new CliError(`参数不对，见 --help。 / bad arguments, see --help: ${error.message}`, 2)
}

/** By name: what they come from is loaded only by the commands that need it. */
const toldInOneLine = ['CliError', 'SettingsError', 'InstanceRunning', 'DataError']

// A reader that has seen enough (| head) closes the pipe; that is no error of ours.
process.stdout.on('error', () => process.exit(0))

process.exitCode = await main().catch((thrown: unknown) => {
  const error = argumentError(thrown) ?? systemError(thrown) ?? thrown
  const known = error instanceof Error && toldInOneLine.includes(error.name)
  const said = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  const exitCode = error instanceof CliError ? error.exitCode : 1
  console.error(said)
  // Whoever asked for JSON parses what comes out, also when nothing came of it.
  if (process.argv.includes('--json')) console.log(JSON.stringify({ error: said, exitCode }, null, 2))
  return exitCode
})
