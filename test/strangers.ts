import { expect } from 'vitest'
import type { Role } from '../core/permission.ts'
import { toBase64 } from '../evidence/bytes.ts'
import { depositContract } from '../features/deposit/deposit.contract.ts'
import { aDeposit, aMember, anEntry, anOutcome, aTask, type Member } from './builders.ts'
import type { Answer, TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'
import { caseAttempts } from './strangers-case.ts'
import { clueAttempts } from './strangers-clue.ts'
import { diagnosticAttempts } from './strangers-diagnostic.ts'
import { documentAttempts } from './strangers-document.ts'
import { enforcementAttempts } from './strangers-enforcement.ts'
import { referralAttempts } from './strangers-referral.ts'
import { vaultAttempts } from './strangers-vault.ts'

/** Two enterprises, or two partners: the first owns, the second tries. */
async function two(
  test: TestHouse,
  kind: 'enterprise' | 'court' = 'enterprise',
  role: Role = kind === 'court' ? 'coordinator' : 'representative',
): Promise<{ owner: Member; stranger: Member }> {
  return { owner: await aMember(test, kind, role), stranger: await aMember(test, kind, role) }
}

/** The stranger's list is there, and nothing of the owner's is in it. */
const withoutWord = (word: string) => (answer: Answer<unknown>) => {
  expect(answer.status).toBe(200)
  expect(answer.raw.toString('utf8')).not.toContain(word)
}

const onTheirTask =
  (more: Record<string, unknown> = {}) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test, 'court')
    const task = await aTask(test, { organisationId: owner.organisation.id })
    return { stranger: stranger.caller, input: { id: task.id, ...more }, expect: 'not-found' }
  }

const onTheirOutcome =
  (more: Record<string, unknown> = {}) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test, 'court')
    const outcome = await anOutcome(test, { organisationId: owner.organisation.id })
    return { stranger: stranger.caller, input: { id: outcome.id, ...more }, expect: 'not-found' }
  }

const onTheirMember =
  (more: (stranger: Member) => Record<string, unknown> = () => ({})) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test)
    return { stranger: stranger.caller, input: { id: owner.person.id, ...more(stranger) }, expect: 'not-found' }
  }

const taskWord = '他人的任务'
const hiddenTask =
  (input: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test, 'court')
    await aTask(test, { organisationId: owner.organisation.id, title: taskWord, dueOn: '2026-11-30' })
    return { stranger: stranger.caller, input, expect: withoutWord(taskWord) }
  }
const hiddenOutcome =
  (input: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test, 'court')
    await anOutcome(test, { organisationId: owner.organisation.id, title: taskWord, targetId: 'T1' })
    return { stranger: stranger.caller, input, expect: withoutWord(taskWord) }
  }

const onTheirDeposit =
  (more: Record<string, unknown> = {}) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test)
    const { id } = await aDeposit(owner)
    return { stranger: stranger.caller, input: { id, ...more }, expect: 'not-found' }
  }

const onTheirKey =
  (input: (id: string) => Record<string, unknown>, expected: StrangerAttempt['expect']) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { owner, stranger } = await two(test)
    const { body } = await owner.caller.call(depositContract.makeKey, { name: taskWord })
    return { stranger: stranger.caller, input: input(body.id), expect: expected }
  }

const text = { itemId: '1.1', kind: 'record', title: '改写他人的成果', happenedOn: '2026-11-01' }

/** Every door that more than the office may open, tried by somebody of the right role in the wrong organisation. */
export const strangerAttempts: StrangerAttempts = {
  ...enforcementAttempts,
  ...vaultAttempts,
  ...referralAttempts,
  ...diagnosticAttempts,
  ...caseAttempts,
  ...clueAttempts,
  ...documentAttempts,
  'organisation.edit': async (test) => {
    const { owner, stranger } = await two(test)
    return { stranger: stranger.caller, input: { id: owner.organisation.id, name: '被改的名称' }, expect: 'not-found' }
  },
  'organisation.members': async (test) => {
    const { owner, stranger } = await two(test)
    return { stranger: stranger.caller, input: {}, expect: withoutWord(owner.person.email) }
  },
  'organisation.invite': async (test) => {
    const { owner, stranger } = await two(test)
    return {
      stranger: stranger.caller,
      input: {
        name: '虚构李四',
        email: 'lisi@example.test',
        roles: ['employee'],
        organisationId: owner.organisation.id,
      },
      expect: async (answer) => {
        expect(answer.status).toBe(200)
        const invitations = await test.owner
          .selectFrom('invitation')
          .selectAll()
          .where('organisationId', '=', owner.organisation.id)
          .execute()
        expect(invitations).toEqual([])
      },
    }
  },
  'organisation.withdrawInvitation': async (test) => {
    const { owner, stranger } = await two(test)
    const { id } = await test.owner
      .insertInto('invitation')
      .values({
        organisationId: owner.organisation.id,
        personId: stranger.person.id,
        name: '虚构',
        email: 'x@example.test',
        roles: ['employee'],
        invitedBy: null,
        expiresAt: '2099-01-01T00:00:00Z',
        acceptedAt: null,
        withdrawnAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { stranger: stranger.caller, input: { id }, expect: 'not-found' }
  },
  'organisation.changeRoles': onTheirMember(() => ({ roles: ['employee'] })),
  'organisation.handOver': onTheirMember((stranger) => ({ to: stranger.person.id })),
  'organisation.dismiss': onTheirMember(),
  'attachment.upload': async (test) => {
    const { owner, stranger } = await two(test)
    return {
      stranger: stranger.caller,
      input: { name: 'a.txt', organisationId: owner.organisation.id },
      payload: Buffer.from('x'),
      expect: async (answer) => {
        expect(answer.status).toBe(200)
        expect(
          await test.owner
            .selectFrom('attachment')
            .select('id')
            .where('organisationId', '=', owner.organisation.id)
            .execute(),
        ).toEqual([])
      },
    }
  },
  'attachment.list': async (test) => {
    const { owner, stranger } = await two(test)
    await test.owner
      .insertInto('attachment')
      .values({
        organisationId: owner.organisation.id,
        name: '他人的附件.txt',
        mediaType: 'text/plain',
        sizeBytes: 1,
        sha256: '0'.repeat(64),
        uploadedBy: owner.person.id,
      })
      .execute()
    return { stranger: stranger.caller, input: {}, expect: withoutWord('他人的附件') }
  },
  'programme.versions': async (test) => ({
    stranger: (await two(test, 'court')).stranger.caller,
    input: {},
    // The programme itself is public; its versions are the same for everybody who may work on it.
    expect: (answer) => expect(answer.status).toBe(200),
  }),
  'programme.version': async (test) => ({
    stranger: (await two(test, 'court')).stranger.caller,
    input: { number: 99 },
    expect: 'not-found',
  }),
  'task.list': hiddenTask({}),
  'task.read': onTheirTask(),
  'task.act': onTheirTask({ act: 'finish' }),
  'outcome.list': hiddenOutcome({}),
  'outcome.read': onTheirOutcome(),
  'outcome.record': async (test) => {
    const { owner, stranger } = await two(test, 'court')
    const task = await aTask(test, { organisationId: owner.organisation.id })
    return { stranger: stranger.caller, input: { ...text, taskId: task.id }, expect: 'not-found' }
  },
  'outcome.revise': onTheirOutcome({ ...text, base: 1, reason: '改写' }),
  'outcome.withdraw': onTheirOutcome({ reason: '撤回' }),
  'target.read': hiddenOutcome({ id: 'T1' }),
  'board.board': hiddenTask({}),
  'board.calendar': hiddenTask({ month: '2026-11' }),
  'exchange.exportTasks': async (test) => {
    const { owner, stranger } = await two(test, 'court')
    await aTask(test, { organisationId: owner.organisation.id, title: taskWord })
    return { stranger: stranger.caller, input: {}, expect: emptyWorkbook }
  },
  'deposit.make': async (test) => {
    const { owner, stranger } = await two(test)
    const { entry } = await aDeposit(owner)
    return {
      stranger: stranger.caller,
      input: { entries: [toBase64(anEntry()), toBase64(entry)] },
      // The other entry of the batch is not kept as a deposit either.
      expect: (answer) => expect(answer.refusal.code).toBe('request-id-taken'),
    }
  },
  'deposit.list': async (test) => {
    const { owner, stranger } = await two(test)
    await aDeposit(owner, taskWord)
    return { stranger: stranger.caller, input: {}, expect: withoutWord(taskWord) }
  },
  'deposit.read': onTheirDeposit(),
  'deposit.edit': onTheirDeposit({ label: '改', remark: '', showDepositor: true, recheckMonths: null }),
  'deposit.withdraw': onTheirDeposit({ reason: '撤销' }),
  'deposit.supersede': async (test) => {
    const { owner, stranger } = await two(test)
    const [own, other] = [await aDeposit(stranger), await aDeposit(owner)]
    return { stranger: stranger.caller, input: { id: own.id, laterId: other.id }, expect: 'not-found' }
  },
  'deposit.recheck': onTheirDeposit({ result: 'matches' }),
  'deposit.receiptFile': onTheirDeposit(),
  'deposit.certificate': onTheirDeposit(),
  'deposit.exportAll': async (test) => {
    const { owner, stranger } = await two(test)
    const { requestId } = await aDeposit(owner, taskWord)
    return { stranger: stranger.caller, input: {}, expect: withoutWord(requestId.slice(0, 8)) }
  },
  'deposit.keys': onTheirKey(() => ({}), withoutWord(taskWord)),
  'deposit.makeKey': onTheirKey(
    () => ({ name: '自己的密钥' }),
    (answer) => expect(answer.status).toBe(200),
  ),
  'deposit.revokeKey': onTheirKey((id) => ({ id }), 'not-found'),
  'exchange.exportOutcomes': async (test) => {
    const { owner, stranger } = await two(test, 'court')
    await anOutcome(test, { organisationId: owner.organisation.id, title: taskWord })
    return { stranger: stranger.caller, input: {}, expect: emptyWorkbook }
  },
}

async function emptyWorkbook(answer: Answer<unknown>) {
  const { readRows } = await import('../platform/documents/workbook.ts')
  expect(answer.status).toBe(200)
  expect(await readRows(answer.raw)).toHaveLength(1)
}
