import pg from 'pg'

export async function onCluster(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}

export function asApp(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = 'shoumi_app'
  url.password = password
  return url.toString()
}
