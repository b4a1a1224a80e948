import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

// `npm run bench` measures everything, `npm run bench -- doors` one file; what follows a name goes to it:
// `npm run bench -- evidence seal --quick`. Each prints ratios to a named peer from one and the same run.
const ending = '.bench.ts'
const names = (await readdir(import.meta.dirname))
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length))
  .sort()
const given = process.argv.slice(2)
const wanted = names.filter((name) => given.includes(name))
const words = given.filter((word) => !names.includes(word))
if (words.length > 0 && wanted.length === 0) {
  console.error(`no such measurement: ${words.join(' ')}; there are ${names.join(', ')}`)
  process.exit(2)
}
for (const name of wanted.length > 0 ? wanted : names) {
  const bench: { run(words: readonly string[]): Promise<void> } = await import(join(import.meta.dirname, name + ending))
  await bench.run(words)
}
process.exit(0)
