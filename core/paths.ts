/**
 * Fills `:name` parameters of a contract path.
 * @returns the path, and what of the input was not used in it
 */
export function fillPath(path: string, input: Readonly<Record<string, unknown>>) {
  const rest: Record<string, unknown> = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined) throw new TypeError(`path ${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}

/** `GET` input as a query string; arrays repeat their name, undefined is left out. */
export function queryOf(input: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) query.append(name, String(one))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
