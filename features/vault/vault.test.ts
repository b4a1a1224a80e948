import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import {
  aLock,
  aRecipient,
  aSealedRecord,
  aVault,
  type Keyed,
  keyed,
  sealedBytes,
  splitAmong,
  wrapFor,
} from '../../test/vault-maker.ts'
import { organisationContract } from '../organisation/organisation.contract.ts'
import { sealedContract as sealed } from './sealed.contract.ts'
import { vaultContract as doors } from './vault.contract.ts'

const test = await aHouse()
describe('the key of the vault', () => {
  it('is given to keepers with a key of their own, and each asking for it is told to the organisation', async () => {
    const { keeper, employee } = await aVault(test)
    const opened = await keeper.caller.call(doors.open, {})
    expect(opened.body.generations.map(({ number }) => number)).toEqual([1])
    expect((await employee.caller.call(doors.open, {})).status).toBe(403)
    const { body } = await employee.caller.call(doors.events, {})
    expect(body.events[0]).toMatchObject({ event: 'opened', person: keeper.person.name })
  })

  it('is not wrapped for somebody who is no keeper, nor for a key that somebody no longer has', async () => {
    const { owner, employee } = await aVault(test)
    const give = (wrap: ReturnType<typeof wrapFor>) => owner.caller.call(doors.addHolder, { generation: 1, wrap })
    expect((await give(wrapFor(employee))).refusal.code).toBe('wrong-holder')
    const second = await keyed(await aMember(test, 'enterprise', 'secret-keeper', owner.organisation))
    expect((await give({ ...wrapFor(second), recipient: aRecipient() })).refusal.code).toBe('wrong-holder')
    expect((await give(wrapFor(second))).status).toBe(200)
  })

  it('is taken from whoever leaves at once, and must then be changed for everybody who stays', async () => {
    const { owner, keeper } = await aVault(test)
    expect((await owner.caller.call(organisationContract.dismiss, { id: keeper.person.id })).status).toBe(200)
    const { body } = await owner.caller.call(doors.room, {})
    expect(body.changeDue).toBe(true)
    const change = (number: number, wraps: ReturnType<typeof wrapFor>[]) =>
      owner.caller.call(doors.changeKey, { number, recipient: aRecipient(), link: sealedBytes(), wraps })
    expect((await change(3, [wrapFor(owner)])).refusal.code).toBe('wrong-generation')
    expect((await change(2, [wrapFor(owner)])).status).toBe(200)
    const after = await owner.caller.call(doors.room, {})
    expect(after.body).toMatchObject({ changeDue: false, generations: [{ number: 2 }, { number: 1 }] })
    const { body: log } = await owner.caller.call(doors.events, {})
    expect(log.events.map(({ event }) => event).slice(0, 3)).toEqual(['key-changed', 'wrapped', 'holder-left'])
  })

  it('does not go to somebody who leaves while it is being changed', async () => {
    const { owner, keeper } = await aVault(test)
    const change = (number: number, wraps: ReturnType<typeof wrapFor>[]) =>
      owner.caller.call(doors.changeKey, { number, recipient: aRecipient(), link: sealedBytes(), wraps })
    const changing = await test.owner.transaction().execute(async (leaving) => {
      await leaving
        .updateTable('membership')
        .set({ leftAt: new Date().toISOString() })
        .where('personId', '=', keeper.person.id)
        .execute()
      const begun = change(2, [wrapFor(owner), wrapFor(keeper)])
      // Time enough for the change to come to its end, if it did not wait for the leaving.
      await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 1500))])
      return { begun }
    })
    expect((await changing.begun).status).toBe(200)
    expect((await owner.caller.call(doors.room, {})).body.changeDue).toBe(true)
    expect((await change(3, [wrapFor(owner)])).status).toBe(200)
    expect((await owner.caller.call(doors.room, {})).body.changeDue).toBe(false)
  })

  it('is to be changed when another paper or another set of shares takes the place of one that opened it', async () => {
    const { owner, keeper, employee } = await aVault(test)
    const due = async () => (await owner.caller.call(doors.room, {})).body.changeDue
    const print = () => {
      const wrap = { holder: 'printed' as const, personId: null, recipient: aRecipient(), sealed: sealedBytes() }
      return owner.caller.call(doors.addHolder, { generation: 1, wrap })
    }
    await print()
    await splitAmong({ owner, keeper, employee })
    expect(await due()).toBe(false)
    await print()
    expect(await due()).toBe(true)
    const other = await aVault(test)
    await splitAmong(other)
    await splitAmong(other)
    expect((await other.owner.caller.call(doors.room, {})).body.changeDue).toBe(true)
  })

  it('is taken from a keeper who becomes an employee', async () => {
    const { owner, keeper } = await aVault(test)
    await owner.caller.call(organisationContract.changeRoles, { id: keeper.person.id, roles: ['employee'] })
    expect((await keeper.caller.call(doors.open, {})).status).toBe(403)
    expect((await owner.caller.call(doors.room, {})).body.changeDue).toBe(true)
  })

  it('is not changed without one of those who hold it, and not taken from the last', async () => {
    const { owner, keeper } = await aVault(test)
    const change = await owner.caller.call(doors.changeKey, {
      number: 2,
      recipient: aRecipient(),
      link: sealedBytes(),
      wraps: [wrapFor(owner)],
    })
    expect(change.refusal.code).toBe('holder-missing')
    expect((await owner.caller.call(doors.removeHolder, { id: keeper.person.id })).status).toBe(200)
    expect((await owner.caller.call(doors.removeHolder, { id: owner.person.id })).refusal.code).toBe('last-holder')
  })
})

describe('a recovery', () => {
  it('needs as many shares as were set, each from its holder, and is rehearsed in the same way', async () => {
    const { owner, keeper, employee } = await aVault(test)
    await splitAmong({ owner, keeper, employee })
    const { body } = await keeper.caller.call(doors.askRecovery, { purpose: 'rehearsal', reason: '季度演练' })
    const again = await keeper.caller.call(doors.askRecovery, { purpose: 'recovery', reason: '又一次' })
    expect(again.refusal.code).toBe('recovery-running')
    for (const giver of [owner, employee]) {
      const taken = await giver.caller.call(doors.takeShare, { id: body.id })
      expect(taken.body.recipient).toBe(keeper.recipient)
      const early = await keeper.caller.call(doors.collectShares, { id: body.id })
      expect(early.refusal.code).toBe('too-few-shares')
      await giver.caller.call(doors.giveShare, { id: body.id, sealed: sealedBytes() })
    }
    expect((await owner.caller.call(doors.collectShares, { id: body.id })).refusal.code).toBe('not-yours')
    expect((await keeper.caller.call(doors.collectShares, { id: body.id })).body.shares).toHaveLength(2)
    await keeper.caller.call(doors.endRecovery, { id: body.id, outcome: 'opened' })
    const room = await owner.caller.call(doors.room, {})
    expect(room.body.shares?.rehearsedAt).not.toBeNull()
    expect((await owner.caller.call(doors.giveShare, { id: body.id, sealed: sealedBytes() })).refusal.code).toBe(
      'recovery-over',
    )
  })
})

describe('the list of uses', () => {
  it('has every wrap, every request for one and every step of a recovery, with the public key it was about, and is in the log', async () => {
    const { owner, keeper, employee } = await aVault(test)
    await splitAmong({ owner, keeper, employee })
    await keeper.caller.call(doors.open, {})
    const { body } = await owner.caller.call(doors.askRecovery, { purpose: 'recovery', reason: '忘记口令' })
    for (const giver of [keeper, employee]) {
      await giver.caller.call(doors.takeShare, { id: body.id })
      await giver.caller.call(doors.giveShare, { id: body.id, sealed: sealedBytes() })
    }
    await owner.caller.call(doors.collectShares, { id: body.id })
    await owner.caller.call(doors.addHolder, { generation: 1, wrap: wrapFor(owner) })
    await owner.caller.call(doors.endRecovery, { id: body.id, outcome: 'opened' })
    await test.house.world.log.publish()

    const { body: list } = await employee.caller.call(doors.events, {})
    const told = list.events.toReversed()
    const [one, two, three] = [owner, keeper, employee].map(({ recipient }) => recipient)
    expect(told.map(({ event, recipient }) => [event, recipient])).toEqual([
      ['key-made', one],
      ['key-made', two],
      ['key-made', three],
      ['wrapped', one],
      ['wrapped', two],
      ['vault-made', null],
      ['share-made', one],
      ['share-made', two],
      ['share-made', three],
      ['recovery-split', expect.stringMatching(/^age1/)],
      ['opened', two],
      ['recovery-asked', one],
      ['share-taken', null],
      ['share-given', one],
      ['share-taken', null],
      ['share-given', one],
      ['recovery-collected', null],
      ['holder-added', one],
      ['recovery-ended', null],
    ])
    expect(told.every(({ logIndex }) => logIndex !== null)).toBe(true)
    // What the log holds a commitment to says the same, event by event.
    const entries = await test.owner
      .selectFrom('journal')
      .select(['subject', 'act', 'detail'])
      .where(
        'subject',
        'in',
        told.map(({ id }) => id),
      )
      .execute()
    expect(entries).toHaveLength(told.length)
    for (const { id, event, recipient, generation, note } of told)
      expect(entries.find(({ subject }) => subject === id)).toMatchObject({
        act: `vault.event.${event}`,
        detail: { recipient, generation, note },
      })
  })

  it('has the ways to unlock that were added and taken away', async () => {
    const { owner } = await aVault(test)
    const { body } = await owner.caller.call(doors.addLock, { lock: aLock() })
    await owner.caller.call(doors.removeLock, { id: body.id })
    const { body: list } = await owner.caller.call(doors.events, { limit: 2 })
    expect(list.events.map(({ event, note }) => [event, note])).toEqual([
      ['lock-removed', 'passphrase'],
      ['lock-added', 'passphrase'],
    ])
  })
})

describe('a share', () => {
  it('counts no more for who replaced the key it was sealed to', async () => {
    const { owner, keeper, employee } = await aVault(test)
    await splitAmong({ owner, keeper, employee })
    await owner.caller.call(doors.replaceKey, { recipient: aRecipient(), lock: aLock(), reason: '忘记口令' })
    const { body } = await keeper.caller.call(doors.room, {})
    const holders = body.members.filter(({ holdsShare }) => holdsShare).map(({ personId }) => personId)
    expect(holders.toSorted()).toEqual([keeper.person.id, employee.person.id].toSorted())
  })
})

describe('sealed records', () => {
  it('are kept all or none, each after the revision that was seen', async () => {
    const { owner, keeper } = await aVault(test)
    const [first, second] = [aSealedRecord(), aSealedRecord()]
    const save = (member: Keyed, records: object[]) =>
      member.caller.call(sealed.save, { collection: 'trade-secret', records: records as never })
    expect((await save(owner, [first, second])).body.saved).toBe(2)
    expect((await save(keeper, [{ ...first, revision: 2 }])).status).toBe(200)
    const late = await save(owner, [{ ...first, revision: 2 }, aSealedRecord()])
    expect(late.refusal).toMatchObject({ code: 'changed-meanwhile', detail: { ids: [first.id] } })
    const { body } = await owner.caller.call(sealed.list, { collection: 'trade-secret' })
    expect(body.records.map(({ id, revision }) => [id, revision])).toEqual([
      [second.id, 1],
      [first.id, 2],
    ])
    const news = await owner.caller.call(sealed.list, { collection: 'trade-secret', since: body.upTo })
    expect(news.body).toEqual({ records: [], upTo: body.upTo, more: false })
    const { body: history } = await owner.caller.call(sealed.revisions, { collection: 'trade-secret', id: first.id })
    expect(history.revisions.map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('that two people make under one name at once are not laid one upon the other', async () => {
    const { owner, keeper } = await aVault(test)
    for (let time = 0; time < 8; time++) {
      const record = aSealedRecord()
      const saved = await Promise.all(
        [owner, keeper].map(({ caller }) =>
          caller.call(sealed.save, { collection: 'comparison', records: [{ ...record, sealed: sealedBytes() }] }),
        ),
      )
      expect(saved.map(({ status }) => status).toSorted()).toEqual([200, 409])
    }
  })

  it('are not read by employees, by the office, nor by another enterprise', async () => {
    const { owner, employee } = await aVault(test)
    await owner.caller.call(sealed.save, { collection: 'trade-secret', records: [aSealedRecord()] })
    expect((await employee.caller.call(sealed.list, { collection: 'trade-secret' })).status).toBe(403)
    const office = await aMember(test, 'office', 'head')
    expect((await office.caller.call(sealed.list, { collection: 'trade-secret' })).status).toBe(403)
    const other = await aMember(test, 'enterprise', 'representative')
    expect((await other.caller.call(sealed.list, { collection: 'trade-secret' })).body.records).toEqual([])
  })

  it('are gone with every revision once erased, and only hidden once removed', async () => {
    const { owner } = await aVault(test)
    const record = aSealedRecord()
    await owner.caller.call(sealed.save, { collection: 'person', records: [record] })
    await owner.caller.call(sealed.remove, { collection: 'person', id: record.id, revision: 1 })
    const removed = await owner.caller.call(sealed.revisions, { collection: 'person', id: record.id })
    expect(removed.body.revisions.map(({ sealed }) => sealed === null)).toEqual([false, true])
    await owner.caller.call(sealed.erase, { collection: 'person', id: record.id, reason: '保存期限届满' })
    const erased = await owner.caller.call(sealed.revisions, { collection: 'person', id: record.id })
    expect(erased.body.revisions.every(({ sealed }) => sealed === null)).toBe(true)
  })
})

describe('what is handed to people', () => {
  it('is answered once, for exactly what was handed', async () => {
    const { owner, employee } = await aVault(test)
    const digest = randomBytes(32).toString('hex')
    const handed = await owner.caller.call(sealed.hand, {
      handouts: [
        {
          personId: employee.person.id,
          recipient: employee.recipient,
          kind: 'acknowledge',
          sealed: sealedBytes(),
          digest,
          dueOn: '2026-12-01',
        },
      ],
    })
    const one = handed.body.ids[0] ?? ''
    const answer = (more: object = {}) =>
      employee.caller.call(sealed.answer, { id: one, digest, answer: sealedBytes(), ...more })
    expect((await answer({ digest: randomBytes(32).toString('hex') })).refusal.code).toBe('changed-meanwhile')
    expect((await answer()).status).toBe(200)
    expect((await answer()).refusal.code).toBe('already-answered')
    const { body } = await owner.caller.call(sealed.handouts, { box: 'sent' })
    expect(body.handouts[0]).toMatchObject({ person: employee.person.name, dueOn: '2026-12-01' })
    expect(body.handouts[0]?.answeredAt).not.toBeNull()
  })

  it('what was handed out is read to its end, page by page, and tells its receiver how much waits', async () => {
    const { owner, employee } = await aVault(test)
    const one = (dueOn: string | null) => ({
      ...{ personId: employee.person.id, recipient: employee.recipient, kind: 'learn' as const, sealed: sealedBytes() },
      ...{ digest: randomBytes(32).toString('hex'), dueOn },
    })
    const { body } = await owner.caller.call(sealed.hand, { handouts: [one(null), one('2026-11-20'), one(null)] })
    const first = (await owner.caller.call(sealed.handouts, { box: 'sent', limit: 2 })).body
    const rest = (await owner.caller.call(sealed.handouts, { box: 'sent', limit: 2, after: first.next ?? '' })).body
    expect([...first.handouts, ...rest.handouts].map(({ id }) => id)).toEqual(body.ids.toReversed())
    expect(rest.next).toBeNull()
    const record = aSealedRecord()
    await owner.caller.call(sealed.save, { collection: 'trade-secret', records: [record] })
    await employee.caller.call(sealed.propose, { collection: 'trade-secret', sealed: sealedBytes() })
    const { body: theirs } = await employee.caller.call(sealed.standing, {})
    expect(theirs).toEqual({ records: {}, proposalsWaiting: 1, mine: { open: 3, overdue: 1 } })
    const { body: keepers } = await owner.caller.call(sealed.standing, {})
    expect(keepers).toEqual({ records: { 'trade-secret': 1 }, proposalsWaiting: 1, mine: { open: 0, overdue: 0 } })
    await owner.caller.call(sealed.remove, { collection: 'trade-secret', id: record.id, revision: 1 })
    expect((await owner.caller.call(sealed.standing, {})).body.records).toEqual({})
  })

  it('a proposal reaches the keepers, who decide it once', async () => {
    const { owner, employee } = await aVault(test)
    const { body } = await employee.caller.call(sealed.propose, { collection: 'trade-secret', sealed: sealedBytes() })
    const decide = () => owner.caller.call(sealed.decide, { id: body.id, decision: 'admitted', answer: null })
    expect((await decide()).status).toBe(200)
    expect((await decide()).refusal.code).toBe('already-decided')
    const mine = await employee.caller.call(sealed.proposals, {})
    expect(mine.body.proposals).toMatchObject([{ decision: 'admitted', decidedBy: owner.person.name }])
  })

  it('the office sees numbers only while the enterprise agrees', async () => {
    const { owner } = await aVault(test)
    const office = await aMember(test, 'office', 'head')
    const seen = async () =>
      (await office.caller.call(sealed.counts, {})).body.counts.filter(
        ({ organisationId }) => organisationId === owner.organisation.id,
      )
    expect(await seen()).toEqual([])
    await owner.caller.call(sealed.agreeToCounts, { agreed: true, counts: { 'level:core': 3, 'kind:formula': 1 } })
    expect(await seen()).toMatchObject([{ counts: { 'level:core': 3, 'kind:formula': 1 } }])
    await owner.caller.call(sealed.renewCounts, { counts: { 'level:core': 4 } })
    expect(await seen()).toMatchObject([{ counts: { 'level:core': 4 } }])
    await owner.caller.call(sealed.agreeToCounts, { agreed: false, counts: {} })
    expect(await seen()).toEqual([])
  })

  it('a device that has not heard that the agreement ended gives nothing by renewing numbers, and agrees for nobody', async () => {
    const { owner } = await aVault(test)
    const office = await aMember(test, 'office', 'head')
    const agreed = () =>
      test.owner
        .selectFrom('registerCount')
        .select(['agreedBy', 'agreedAt', 'counts', 'withdrawnAt'])
        .where('organisationId', '=', owner.organisation.id)
        .executeTakeFirst()
    await owner.caller.call(sealed.renewCounts, { counts: { 'level:core': 1 } })
    expect(await agreed()).toBeUndefined()
    await owner.caller.call(sealed.agreeToCounts, { agreed: true, counts: { 'level:core': 1 } })
    await owner.caller.call(sealed.agreeToCounts, { agreed: false, counts: {} })
    const before = await agreed()
    expect((await owner.caller.call(sealed.renewCounts, { counts: { 'level:core': 2 } })).status).toBe(200)
    expect(await agreed()).toEqual(before)
    expect(
      (await office.caller.call(sealed.counts, {})).body.counts.map(({ organisationId }) => organisationId),
    ).not.toContain(owner.organisation.id)
  })
})
