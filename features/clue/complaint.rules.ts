import {
  type ComplaintBody,
  type lackingWords,
  type PartNumber,
  type PartState,
  partNumbers,
} from './complaint.schema.ts'

/** What in a complaint belongs to which part of the package. */
const contents: Readonly<Record<PartNumber, (body: ComplaintBody) => boolean>> = {
  1: ({ rightHolder, standing }) => rightHolder !== '' && standing !== null,
  2: ({ secretPoints }) => secretPoints.some(({ number, carrier }) => number !== '' && carrier !== ''),
  3: ({ secrecy }) => secrecy !== '',
  4: ({ value }) => value !== '',
  5: ({ measures, measuresText }) => measures.length > 0 && measuresText !== '',
  6: ({ accused, access }) => accused !== '' && access !== '',
  7: ({ signs, infringement }) => signs.length > 0 && infringement !== '',
  8: ({ loss }) => loss !== '',
  9: ({ otherProceedings }) => otherProceedings !== '',
  10: ({ confidentiality }) => confidentiality !== '',
  11: ({ truthful }) => truthful,
}

/**
 * How each part stands by what the complainant gave. A part that is handed over in the confidential way is neither
 * missing nor to be read here. Nothing in the list is demanded by law as far as it was read, so nothing missing stops a
 * complaint.
 *
 * @param attached - parts to which a file or a deposit was added
 * @source domain law.md §7.5 ○
 */
export const partsOf = (
  body: ComplaintBody,
  attached: ReadonlySet<number>,
): { part: PartNumber; state: Exclude<PartState, 'checked'> }[] =>
  partNumbers.map((part) => ({
    part,
    state: body.confidentialParts.includes(part)
      ? 'confidential'
      : contents[part](body) || attached.has(part)
        ? 'given'
        : 'missing',
  }))

/** Without these nobody could look into it: who is accused, what happened, and that it is true. */
export const lacking = ({ accused, infringement, truthful }: ComplaintBody): readonly (keyof typeof lackingWords)[] => [
  ...(accused === '' ? (['accused'] as const) : []),
  ...(infringement === '' ? (['infringement'] as const) : []),
  ...(truthful ? [] : (['truthful'] as const)),
]
