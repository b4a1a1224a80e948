// Node runs TypeScript as written, but not JSX: pages rendered on the server are translated as they are loaded.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

let transform
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context)
    transform ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)('esbuild').transformSync
    const file = fileURLToPath(url)
    const { code } = transform(readFileSync(file, 'utf8'), {
      loader: 'tsx',
      jsx: 'automatic',
      format: 'esm',
      target: 'esnext',
      sourcefile: file,
      sourcemap: 'inline',
    })
    return { format: 'module', source: code, shortCircuit: true }
  },
})
