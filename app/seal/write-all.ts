import { writeSync } from 'node:fs'

/** A disk that fills up takes a part and says so only by the count. */
export function writeAll(descriptor: number, content: Uint8Array, offset: number): void {
  for (let done = 0; done < content.length; )
    done += writeSync(descriptor, content, done, content.length - done, offset + done)
}
