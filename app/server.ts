import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { enterServedList } from '../features/served-script/served-script.service.ts'
import { DataError } from '../platform/data-file.ts'
import { asSystem } from '../platform/database/database.ts'
import { MigrationError } from '../platform/database/migrate.ts'
import { InstanceRunning } from '../platform/postgres/instance-lock.ts'
import { SettingsError, settingsOfProcess } from '../platform/settings.ts'
import { systemCtx } from '../platform/system-ctx.ts'
import { buildWeb } from '../platform/ui/build-web.ts'
import { seedDemo } from './demo.ts'
import { openHouse } from './house.ts'
import { openInstance } from './instance.ts'
import { seed } from './seed.ts'
import { setUpLink } from './set-up-link.ts'
import { startHouseWorker } from './worker.ts'

const started = performance.now()
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

async function step<T>(words: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  console.log(`${words} … ${seconds(began)}`)
  return result
}

async function main() {
  const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } } })
  const settings = settingsOfProcess(values.demo ? { DATA_DIR: './data-demo' } : {})
  const fresh = !existsSync(settings.dataDir)
  const opening = openInstance(settings, step)
  const closing: (() => Promise<unknown>)[] = [() => opening.then(({ embedded }) => embedded?.stop()).catch(() => null)]
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= (async () => {
      for (const one of closing.reverse()) await one()
    })()
    return closed
  }
  stopOnSignal(close)
  try {
    const instance = await opening
    if (instance.embedded?.recovered)
      console.log('   上次没有正常停止，已自动恢复 / the last run did not stop in order; recovered')
    const web = await step('④ 生成网页 / build the web', () => buildWeb())
    const house = await openHouse({
      settings,
      databaseUrl: instance.appUrl,
      demo: values.demo,
      web,
      logger: { level: settings.logLevel, stream: process.stderr, base: null },
    })
    closing.push(() => house.server.close())
    await step('⑤ 装入方案与首批内容 / load the programme and first content', async () => {
      await seed(house)
      if (values.demo) await seedDemo(house)
    })
    const entered = await asSystem(house.database, (db) =>
      enterServedList(systemCtx({ db, world: house.world, now: house.world.clock() }), web.served),
    )
    if (!entered)
      console.error('   脚本清单未写入公开日志：日志已暂停 / the list of scripts is not in the log: it is halted')
    if (settings.worker === 'inline') {
      const worker = await startHouseWorker(house, instance.ownerUrl)
      closing.push(() => worker.stop())
    }
    house.world.log.start(settings.log.publishMs)
    await step('⑥ 开始服务 / listen', () => house.server.listen({ port: settings.port, host: settings.host }))
    console.log(`\n守密 Shoumi ${settings.publicUrl}  (${seconds(started)}${fresh ? ', 首次启动 / first start' : ''})`)
    const link = values.demo ? null : await setUpLink(house.database, settings.publicUrl)
    if (link) console.log(`首次设置（24 小时内有效，只能用一次） / one-time set-up link:\n${link}`)
    if (values.demo) console.log('演示数据均为虚构 / everything in the demonstration is fictitious')
  } catch (error) {
    const stopping = closed !== undefined
    await close()
    if (!stopping) throw error
  }
}

/** The first signal, also while starting, finishes what is running and stops every child; a second one does not wait. */
function stopOnSignal(close: () => Promise<void>) {
  let stopping = false
  const stop = () => {
    stopping = true
    console.log('\n正在停止 / stopping …')
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => (stopping ? process.exit(1) : stop()))
  // `bin/start.mjs` is gone and could not pass anything on.
  process.on('disconnect', () => stopping || stop())
}

/** Mistakes of whoever starts it are told in one line; anything else is a defect with its place. */
function tell(error: unknown): string {
  if (
    error instanceof SettingsError ||
    error instanceof InstanceRunning ||
    error instanceof MigrationError ||
    error instanceof DataError
  )
    return error.message
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE')
      return '端口已被占用，请用 PORT 换一个。 / the port is in use; choose another with PORT.'
    if (error.code === 'EACCES') return `没有权限：${error.message} / permission denied`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

await main().catch((error: unknown) => {
  console.error(tell(error))
  process.exit(1)
})
