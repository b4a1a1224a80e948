import { parseArgs } from 'node:util'
import { DataError } from '../platform/data-file.ts'
import { InstanceRunning } from '../platform/postgres/instance-lock.ts'
import { SettingsError, settingsOfProcess } from '../platform/settings.ts'
import { backup } from './cli/backup.ts'
import { CliError } from './cli/cli-error.ts'
import { doctor } from './cli/doctor.ts'
import { reach } from './cli/reach.ts'
import { restore } from './cli/restore.ts'
import { user } from './cli/user.ts'

const help = `shoumi <命令 / command>

  migrate                      更新数据结构 / bring the database to the newest shape
  backup FILE                  备份数据与附件为一个文件 / save data and attachments as one file
  restore FILE                 恢复到空的实例 / load a backup into an empty instance
  doctor                       体检 / check this installation
  user list                    列出账户 / list accounts
  user link EMAIL              生成重设密码链接（30 分钟） / make a link to set a new password
  user close EMAIL             停用账户 / close an account

  --json                       机器可读的输出 / machine-readable output
  --help                       本说明 / this text

  例 / examples
    npx shoumi backup ../shoumi-2026-11-24.zip
    DATA_DIR=./data2 npx shoumi restore ../shoumi-2026-11-24.zip
    npx shoumi doctor --json

  退出码 / exit codes: 0 好 good · 1 未成 failed · 2 用法 usage`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [command, ...rest] = positionals
  if (values.help || !command) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const work = { migrate: async () => [], backup, restore, doctor, user }[command]
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
