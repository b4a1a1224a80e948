/** Something in shipped or edited data that is not right, with its place and the remedy. */
export type DataMistake = { file: string; path: string; message: string }

/** `measures[2].items[0].source` */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
