import { config } from 'zod/v4'

/**
 * What the web imports as `zod` (see vite.config.ts). Before any schema is made, the validator is told not to compile:
 * its compiler needs `eval`, which the content policy forbids.
 */
config({ jitless: true })

export * from 'zod/v4'
