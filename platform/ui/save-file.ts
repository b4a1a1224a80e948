import type { OfficialDocument } from '../../core/document-layout.ts'

/** Hands a file that was made here to the browser, to be kept on this machine. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Makes a DOCX in this browser, in the layout of official documents, and saves it: nothing of it is sent. @returns what was saved */
export async function saveDocx(paper: OfficialDocument, name: string): Promise<Blob> {
  const { officialBlob } = await import('../documents/official-document.ts')
  const blob = await officialBlob(paper)
  saveBlob(blob, name)
  return blob
}
