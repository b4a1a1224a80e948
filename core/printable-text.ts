/**
 * A text without the signs that XML 1.0 and PostgreSQL cannot carry, and those that would show it in another order than it
 * has. Whatever people type or paste, a file with it opens and reads as it was written.
 *
 * @source XML 1.0 §2.2 (Char)
 */
export const printableText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
