import type { z } from 'zod'
import type { sealedContract } from '../vault/sealed.contract.ts'

/** Something that was handed to whoever is signed in, as the door gives it. */
export type Mine = z.infer<typeof sealedContract.handouts.output>['handouts'][number]
