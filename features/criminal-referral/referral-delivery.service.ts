import type { MatterRecord, PastAct } from '../../core/proceeding.ts'
import { actingOrganisation, type Ctx } from '../../platform/context.ts'
import { Channel } from './criminal-referral.schema.ts'
import * as store from './criminal-referral.store.ts'

type Body = store.NewDelivery['capacity']

/** What an act that hands over, or receives, does to the deliveries. It runs in the act's own transaction. */
export async function deliver(ctx: Ctx, { id }: MatterRecord, done: PastAct): Promise<void> {
  switch (done.act) {
    case 'send':
      return handOver(ctx, id, done, 'police', 'referral')
    case 'confirm-forwarding':
      await store.endOtherParts(ctx, id, 'police', idIn(done, 'police'), ctx.now.toString())
      return handOver(ctx, id, done, 'police', 'all')
    case 'copy-to-procuratorate':
    case 'request-supervision':
      return handOver(ctx, id, done, 'procuratorate', 'all')
    case 'supply':
      return done.fields.nothingMore === true ? undefined : handOver(ctx, id, done, 'police', 'newest')
    case 'sign-receipt':
    case 'sign-supplement':
      return store
        .acknowledgeDeliveries(ctx, id, 'police', { at: ctx.now.toString(), by: String(done.fields.officer ?? '') })
        .then(() => undefined)
  }
}

async function handOver(
  ctx: Ctx,
  matterId: string,
  done: PastAct,
  capacity: Body,
  which: 'referral' | 'newest' | 'all',
): Promise<void> {
  const sealed = (await store.packetsOf(ctx, matterId)).filter(({ state }) => state === 'sealed')
  const newest = sealed.at(-1)
  const packets =
    which === 'all' ? sealed : which === 'newest' ? [newest] : [sealed.findLast(({ part }) => part === 'referral')]
  const receiver = await receiverOf(ctx, matterId, done, capacity)
  const channel = receiver.id === null ? 'offline' : Channel.catch('account').parse(done.fields.channel)
  for (const packet of packets)
    if (packet)
      await store.addDelivery(ctx, {
        packetId: packet.id,
        proceedingId: matterId,
        capacity,
        channel,
        senderId: actingOrganisation(ctx),
        receiverId: receiver.id,
        receiverName: receiver.name,
        sentAt: ctx.now.toString(),
        // In an account it is there at once; by hand it is there when the receipt says so.
        deliveredAt: channel === 'account' ? ctx.now.toString() : null,
      })
}

const idIn = ({ fields }: PastAct, field: string): string | null =>
  typeof fields[field] === 'string' && fields[field] !== '' ? fields[field] : null

/** Named in the act; a supplement goes to whoever has the referral. */
async function receiverOf(ctx: Ctx, matterId: string, done: PastAct, capacity: Body) {
  const named = idIn(done, capacity)
  const body = named === null ? null : await store.bodyNamed(ctx, named)
  if (body) return { id: body.id, name: body.name }
  const name = done.fields[`${capacity}Name`]
  if (typeof name === 'string' && name !== '') return { id: null, name }
  const party = (await store.partiesNow(ctx, matterId)).find((one) => one.capacity === capacity)
  if (party) return { id: party.id, name: party.name }
  const before = (await store.deliveriesOf(ctx, matterId)).findLast((one) => one.capacity === capacity)
  return { id: before?.receiverId ?? null, name: before?.receiverName ?? '—' }
}
