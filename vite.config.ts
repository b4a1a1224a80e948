import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname

/** The signed-in application and the public pages' stylesheet and one small script. Nothing inline: the content policy forbids it. */
export default defineConfig({
  root: join(root, 'app/web'),
  base: '/assets/',
  plugins: [react()],
  resolve: { alias: [{ find: /^zod$/, replacement: join(root, 'app/web/validator.ts') }] },
  logLevel: 'warn',
  build: {
    manifest: true,
    assetsDir: '',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    target: 'es2022',
    rollupOptions: {
      input: [
        join(root, 'app/web/index.html'),
        join(root, 'platform/ui/public.css'),
        join(root, 'platform/ui/public-enhance.ts'),
      ],
    },
  },
})
