import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** Another process serves this data folder. */
export class InstanceRunning extends Error {
  override name = 'InstanceRunning'
  readonly pid: number
  constructor(pid: number) {
    super(
      `这个数据文件夹正在被进程 ${pid} 使用，不能同时启动两个。 / process ${pid} is using this data folder; a second instance is refused.`,
    )
    this.pid = pid
  }
}

/** What the running instance tells whoever may open its control socket: the same user, on the same machine. */
export const InstanceFacts = z.object({
  pid: z.number().int(),
  ownerUrl: z.string().optional(),
  folder: z.string().optional(),
})
export type InstanceFacts = z.infer<typeof InstanceFacts>

export type InstanceLock = { tell(facts: InstanceFacts): void; release(): void }

/**
 * Holds the data folder by listening on a unix socket: the kernel lets go of it when the process ends, however it
 * ends, so that nothing stale is ever believed.
 *
 * @throws InstanceRunning when somebody answers there
 */
export async function holdInstance(folder: string, facts: { folder: string }): Promise<InstanceLock> {
  const path = join(folder, 'instance.sock')
  let told: InstanceFacts = { pid: process.pid, ...facts }
  const server = createServer((socket) => socket.on('error', () => undefined).end(JSON.stringify(told)))
  if (!(await listens(server, path))) {
    const running = await askInstance(folder)
    if (running) throw new InstanceRunning(running.pid)
    rmSync(path, { force: true })
    if (!(await listens(server, path))) throw new InstanceRunning((await askInstance(folder))?.pid ?? 0)
  }
  chmodSync(path, 0o600)
  server.unref()
  return {
    tell: (more) => {
      told = { ...told, ...more }
    },
    release: () => server.close(),
  }
}

/** @returns null when no process answers */
export async function askInstance(folder: string): Promise<InstanceFacts | null> {
  const socket = createConnection(join(folder, 'instance.sock'))
  try {
    return InstanceFacts.parse(JSON.parse(await text(socket)))
  } catch {
    return null
  }
}

const listens = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', failed)
    server.listen(path, () => {
      server.off('error', failed)
      resolve(true)
    })
  })
