import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { AwsClient } from 'aws4fetch'

/** Where the public files of the logs stand: they never change, except the checkpoint, so any store will do. */
export type LogFiles = {
  /** Durable before it answers; the same path always gets the same bytes, except a checkpoint. */
  put(path: string, bytes: Uint8Array): Promise<void>
  get(path: string): Promise<Uint8Array | null>
  /** Partial tiles go once the full one is there. */
  removeFolder(path: string): Promise<void>
}

export function folderLogFiles(folder: string): LogFiles {
  const place = (path: string) => {
    const inside = normalize(path)
    if (inside.startsWith('..') || inside.startsWith('/')) throw new TypeError('outside the folder')
    return join(folder, inside)
  }
  return {
    async put(path, bytes) {
      const file = place(path)
      await mkdir(dirname(file), { recursive: true })
      const incoming = `${file}.${process.pid}.new`
      const handle = await open(incoming, 'w')
      try {
        await handle.writeFile(bytes)
        await handle.datasync()
      } finally {
        await handle.close()
      }
      await rename(incoming, file)
    },
    async get(path) {
      try {
        return new Uint8Array(await readFile(place(path)))
      } catch (error) {
        if (error instanceof Error && 'code' in error && ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code)))
          return null
        throw error
      }
    },
    removeFolder: (path) => rm(place(path), { recursive: true, force: true }),
  }
}

export type S3Settings = {
  /** With the bucket, without a slash at the end: `https://s3.example.cn/evidence`. */
  readonly url: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Any store that speaks S3. Partial tiles are left there: such stores clean up by age, by a rule of their own. */
export function s3LogFiles({ url, ...credentials }: S3Settings): LogFiles {
  const client = new AwsClient({ ...credentials, service: 's3' })
  const address = (path: string) => `${url}/${path.split('/').map(encodeURIComponent).join('/')}`
  return {
    async put(path, bytes) {
      const reply = await client.fetch(address(path), { method: 'PUT', body: Buffer.from(bytes) })
      if (!reply.ok) throw new Error(`the object store answered ${reply.status} to a write`)
    },
    async get(path) {
      const reply = await client.fetch(address(path))
      if (reply.status === 404) return null
      if (!reply.ok) throw new Error(`the object store answered ${reply.status} to a read`)
      return new Uint8Array(await reply.arrayBuffer())
    },
    removeFolder: async () => undefined,
  }
}
