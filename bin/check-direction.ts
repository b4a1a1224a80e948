import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'

// The direction of dependencies, and a canary: a check that sees nothing passes everything, so a forbidden import must be caught first.
const root = join(import.meta.dirname, '..')
const canary = join(root, 'platform', 'direction-canary.ts')
const folders = ['app', 'core', 'features', 'platform', 'vault']

async function look(): Promise<ICruiseResult> {
  const options = await extractConfig(join(root, '.dependency-cruiser.cjs'))
  const { output } = await cruise(folders, options, undefined, {
    tsConfig: extractTsConfig(join(root, 'tsconfig.json')),
  })
  if (typeof output === 'string') throw new TypeError('expected a result, not a report')
  return output
}

writeFileSync(canary, "import '../app/house.ts'\n")
try {
  const { summary } = await look()
  if (
    !summary.violations.some(
      ({ rule, from }) => rule.name === 'platform-knows-no-feature' && from.includes('direction-canary'),
    )
  )
    throw new Error('the canary was not seen: dependency direction is not being checked')
} finally {
  rmSync(canary, { force: true })
}
const { summary } = await look()
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`)
console.log(`${summary.totalCruised} modules, ${summary.violations.length} violations`)
process.exitCode = summary.violations.length > 0 || summary.totalCruised < 50 ? 1 : 0
