import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Ctx, World } from '../../platform/context.ts'
import { openBytesWith, openWith, sealWith } from '../../platform/identity/instance-key.ts'
import * as store from './tip.store.ts'

type Keys = { readonly world: Pick<World, 'instanceKey' | 'objects'> }

/** What somebody wrote, sealed to its place: moved to another row it does not open. */
export const sealText = ({ world }: Keys, text: string, place: string): Buffer =>
  sealWith(world.instanceKey, text, place)
export const openText = ({ world }: Keys, sealed: Buffer, place: string): string =>
  openWith(world.instanceKey, sealed, place)

export const sealJson = (keys: Keys, value: unknown, place: string): Buffer =>
  sealText(keys, JSON.stringify(value), place)
export const openJson = <S extends z.ZodType>(keys: Keys, schema: S, sealed: Buffer, place: string): z.output<S> =>
  schema.parse(JSON.parse(openText(keys, sealed, place)))

/** Where each kind of sealed content stands. */
export const placeOf = {
  body: (channelId: string) => `tip-body:${channelId}`,
  identity: (channelId: string) => `tip-identity:${channelId}`,
  receipt: (channelId: string) => `tip-receipt:${channelId}`,
  complaint: (channelId: string) => `complaint:${channelId}`,
  message: (messageId: string) => `clue-message:${messageId}`,
  facts: (fileId: string) => `tip-file:${fileId}`,
  copy: (fileId: string) => `tip-copy:${fileId}`,
  original: (fileId: string) => `tip-original:${fileId}`,
} as const

/** Puts into a channel what one side says, sealed like everything there. */
export async function keepMessage(
  ctx: Ctx,
  { body, ...said }: Pick<store.NewMessage, 'channelId' | 'sender' | 'personId'> & { readonly body: string },
): Promise<void> {
  const id = await store.newId(ctx)
  const sealedBody = sealText(ctx, body, placeOf.message(id))
  await store.insertMessage(ctx, { ...said, id, sealedBody, sentAt: ctx.now.toString() })
}

/** A file sealed with a key of its own, which stands sealed in its row: without the row nothing opens it any more. */
export type SealedObject = { readonly object: string; readonly sealedKey: Buffer }

export async function putSealed({ world }: Keys, bytes: Uint8Array, place: string): Promise<SealedObject> {
  const key = randomBytes(32)
  const sealed = sealWith(key, bytes, place)
  const { sha256 } = await world.objects.put(once(sealed), sealed.length)
  return { object: sha256, sealedKey: sealWith(world.instanceKey, key, place) }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

export async function getSealed({ world }: Keys, { object, sealedKey }: SealedObject, place: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of world.objects.read(object)) chunks.push(chunk)
  return openBytesWith(openBytesWith(world.instanceKey, sealedKey, place), Buffer.concat(chunks), place)
}
