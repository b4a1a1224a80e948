import type { ByteSource } from '../../evidence/archive.ts'

/** Elements for pages without a framework. Text goes in as text nodes only, so nothing in a file can become markup. */
export type Child = Node | string | null

export function el(tag: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== null))
  return made
}

export const on = <T extends HTMLElement>(element: T, event: string, act: (event: Event) => void): T => {
  element.addEventListener(event, act)
  return element
}

/** A file that was chosen, read in pieces where it lies. */
export const fileSource = (file: File): ByteSource => ({
  sizeBytes: file.size,
  read: async (from, length) => new Uint8Array(await file.slice(from, from + length).arrayBuffer()),
})

export type DropZoneWords = Readonly<Record<'title' | 'text' | 'choose' | 'chooseFolder' | 'clear', string>>

/** Where files and folders are dropped or chosen. */
export function dropZone(
  words: DropZoneWords,
  { take, clear }: { take: (files: readonly File[]) => void; clear: () => void },
): HTMLElement {
  const files = el('input', {
    type: 'file',
    multiple: '',
    id: 'files',
    tabindex: '-1',
    'aria-label': words.choose,
  }) as HTMLInputElement
  const folder = el('input', {
    type: 'file',
    webkitdirectory: '',
    id: 'folder',
    tabindex: '-1',
    'aria-label': words.chooseFolder,
  }) as HTMLInputElement
  for (const input of [files, folder]) on(input, 'change', () => take([...(input.files ?? [])]))
  const zone = el(
    'div',
    { class: 'drop' },
    el('strong', {}, words.title),
    el('p', { class: 'soft' }, words.text),
    el(
      'div',
      { class: 'actions' },
      on(el('button', { type: 'button' }, words.choose), 'click', () => files.click()),
      on(el('button', { type: 'button' }, words.chooseFolder), 'click', () => folder.click()),
      on(el('button', { type: 'button' }, words.clear), 'click', clear),
      files,
      folder,
    ),
  )
  on(zone, 'dragover', (event) => {
    event.preventDefault()
    zone.classList.add('over')
  })
  on(zone, 'dragleave', () => zone.classList.remove('over'))
  return on(zone, 'drop', (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    if (event instanceof DragEvent) take([...(event.dataTransfer?.files ?? [])])
  })
}
