import { aMember } from './builders.ts'
import { anIssuedNotice, type IssuedNotice } from './document-maker.ts'
import type { TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'

/** An officer of a body that takes no part in the matter asks for what was issued in it. */
const asks =
  (input: (notice: IssuedNotice) => Record<string, string>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const notice = await anIssuedNotice(test)
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return { stranger: caller, input: input(notice), expect: 'not-found' }
  }

export const documentAttempts: StrangerAttempts = {
  'document.list': asks(({ proceedingId }) => ({ proceedingId })),
  'document.read': asks(({ id }) => ({ id })),
  'document.file': asks(({ id }) => ({ id })),
  'document-copy.print': asks(({ id }) => ({ id })),
  'document-copy.file': asks(({ copyId }) => ({ id: copyId })),
  'document-copy.printCopy': asks(({ copyId }) => ({ id: copyId })),
}
