/** Small choices of a reader, in cookies that the server reads too: language, text size, contrast. They name nobody. */
export function readCookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}

export function writeCookie(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}

export const sizes = ['normal', 'large', 'largest'] as const

/** Puts the reader's text size and contrast on the page. */
export function applyPreferences() {
  const { dataset } = document.documentElement
  dataset.size = readCookie('shoumi_size') ?? 'normal'
  dataset.contrast = readCookie('shoumi_contrast') ?? 'normal'
}
