import { parseArgs } from 'node:util'
import { DataError } from '../platform/data-file.ts'
import { InstanceRunning } from '../platform/postgres/instance-lock.ts'
import { SettingsError, settingsOfProcess } from '../platform/settings.ts'
import { backup } from './cli/backup.ts'
import { CliError } from './cli/cli-error.ts'
import { doctor } from './cli/doctor.ts'
import { logCommand } from './cli/log.ts'
import { reach } from './cli/reach.ts'
import { restore } from './cli/restore.ts'
import { user } from './cli/user.ts'

const help = `shoumi <命令 / command>

存证，不需要数据库 / evidence, no database needed
  seal PATH…                   封存文件，可登记到服务器 / seal files, and deposit with --server
  deposit FILE                 登记已封存的清单 / deposit an opening file made before
  verify FILE [PATH]           核验凭证、清单或披露包 / verify a receipt, an opening or a package
  check FILE PATH              原件是否仍与清单一致 / which originals still match
  prove FILE ORIGINAL          只披露一个文件 / disclose one file and nothing else
  watch FOLDER                 持续封存一个文件夹 / keep sealing a folder
  inspect FILE                 显示文件里有什么 / show what is in a file
  witness                      为日志作见证 / witness the logs of others

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
  prove: async () => (await import('./cli/prove.ts')).prove,
  verify: async () => (await import('./cli/verify.ts')).verify,
  watch: async () => (await import('./cli/watch.ts')).watch,
  inspect: async () => (await import('./cli/inspect.ts')).inspect,
  witness: async () => (await import('./cli/witness.ts')).witness,
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
  const work = { migrate: async () => [], backup, restore, doctor, user, log: logCommand }[command]
  if (!work)
    throw new CliError(`没有这个命令：${command}。用 --help 查看。 / no such command: ${command}. See --help.`, 2)
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

// A reader that has seen enough (| head) closes the pipe; that is no error of ours.
process.stdout.on('error', () => process.exit(0))

process.exitCode = await main().catch((error: unknown) => {
  const known =
    error instanceof CliError ||
    error instanceof SettingsError ||
    error instanceof InstanceRunning ||
    error instanceof DataError
  console.error(
    known || !(error instanceof Error)
      ? String(error instanceof Error ? error.message : error)
      : (error.stack ?? error.message),
  )
  return error instanceof CliError ? error.exitCode : error instanceof TypeError && 'code' in error ? 2 : 1
})
