import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

// `npm run bench` measures everything, `npm run bench -- doors` one file. Each prints ratios to a named peer from one and the same run.
const wanted = process.argv.slice(2)
for (const file of (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts')).sort()) {
  if (wanted.length > 0 && !wanted.some((name) => file.startsWith(name))) continue
  const bench: { run(): Promise<void> } = await import(join(import.meta.dirname, file))
  await bench.run()
}
process.exit(0)
