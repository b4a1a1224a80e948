import { useNavigate } from '@tanstack/react-router'
import { carryPrefill } from '../template/prefill.client.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Sent } from '../vault/answers.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { handedBackBy, heldBy } from './hand-back.rules.ts'
import { type PersonTemplate, prefillOf } from './paper-prefill.rules.ts'
import { secretsKnownBy } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'

/** Opens a template for a person with what is registered already, carried in memory. */
export function useDraft(entry: Entry<ClearedPerson>, sent: readonly Sent[]) {
  const navigate = useNavigate()
  const register = useRegister()
  const { id, value } = entry
  return {
    isReady: register.isOpen,
    open: (templateId: PersonTemplate) => {
      carryPrefill({
        templateId,
        forWhom: { clearedId: id, personId: value.personId, name: value.name },
        answers: prefillOf(templateId, {
          person: value,
          known: secretsKnownBy(value, register.list),
          held: heldBy(value.name, register.list),
          handedBack: handedBackBy(value.personId, sent),
        }),
      })
      navigate({ to: `/papers/make/${templateId}` })
    },
  }
}
