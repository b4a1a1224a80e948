import Fastify from 'fastify'
import pg from 'pg'

// The anchor of the bench: the same two queries with nothing around them — no session, no permission, no row policy, no journal.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const server = Fastify()
server.get('/tasks', async () => {
  const { rows } = await pool.query(
    `select t.*, o.name as organisation, p.name as person from task t join organisation o on o.id = t.organisation_id left join person p on p.id = t.person_id
     order by t.due_on, t.id limit 50`,
  )
  return { tasks: rows }
})
server.post<{ Params: { id: string }; Body: { progress: number; note: string } }>(
  '/tasks/:id/acts',
  async ({ params: { id }, body: { progress, note } }) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query('select * from task where id = $1 for update', [id])
      await client.query("update task set progress = $2, state = 'under-way' where id = $1", [id, progress])
      await client.query(
        "insert into task_report (task_id, organisation_id, act, progress, note) select id, organisation_id, 'report', $2, $3 from task where id = $1",
        [id, progress, note],
      )
      const { rows } = await client.query(
        'select t.*, o.name as organisation from task t join organisation o on o.id = t.organisation_id where t.id = $1',
        [id],
      )
      await client.query('commit')
      return rows[0]
    } finally {
      client.release()
    }
  },
)
process.send?.(await server.listen({ port: 0, host: '127.0.0.1' }))
