import { config } from 'zod'

// Before any schema is made: the validator's compiler needs `eval`, which the content policy forbids; without it, it does not even try.
config({ jitless: true })
