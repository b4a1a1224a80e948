import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type FontFace, FontUnreadable, facesIn } from './font-faces.ts'

/**
 * Faces of a font file, of which only the tables that name them are read.
 *
 * @throws FontUnreadable
 */
export function readFontFile(path: string): FontFace[] {
  const handle = openSync(path, 'r')
  try {
    const { size } = fstatSync(handle)
    return facesIn((offset, length) => {
      if (offset + length > size) throw new FontUnreadable(path)
      const bytes = new Uint8Array(length)
      if (readSync(handle, bytes, 0, length, offset) !== length) throw new FontUnreadable(path)
      return new DataView(bytes.buffer)
    }, size)
  } finally {
    closeSync(handle)
  }
}
