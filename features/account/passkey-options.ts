import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { z } from 'zod'

const hasChallenge = (value: unknown) => z.looseObject({ challenge: z.string() }).safeParse(value).success

/** What the server asks the browser's authenticator for; the browser checks the rest of it itself. */
export const RequestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge)
export const CreationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge)
