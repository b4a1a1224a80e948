import { type PeriodQuestion, pauseIn } from '../../core/period-question.ts'

/** The fields of the public form, as they stand in the address. */
export type LawQuery = Readonly<Record<string, string>>

/** How many pauses the form without script offers. */
export const pauseRows = [1, 2] as const

const orNull = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : text.trim())

/** What was asked by the form; null while no day was given. */
export function questionOfQuery(query: LawQuery): PeriodQuestion | null {
  const from = orNull(query.from)
  if (from === null) return null
  const time = orNull(query.time)
  const length = orNull(query.length)
  return {
    from: time === null ? from : `${from}T${time}`,
    extensions:
      query.extended === undefined && length === null
        ? []
        : [
            {
              length: length !== null && /^[1-9]\d{0,3}$/.test(length) ? Number(length) : null,
              approvedOn: orNull(query.approvedOn),
            },
          ],
    pauses: pauseRows.flatMap((row) => {
      const pauseFrom = orNull(query[`pause${row}From`])
      if (pauseFrom === null) return []
      const to = orNull(query[`pause${row}To`])
      return [
        {
          ...pauseIn(`${pauseFrom}..${to ?? ''}`),
          kind: orNull(query[`pause${row}Kind`]),
          documentNo: orNull(query[`pause${row}Document`]),
        },
      ]
    }),
  }
}

/** The same question on the command line. */
export function commandOf(period: string, { from, extensions, pauses }: PeriodQuestion): string {
  const words = [
    ...extensions.map(({ length, approvedOn }) =>
      length === null ? '--extended' : `--extend ${length}${approvedOn ? `@${approvedOn}` : ''}`,
    ),
    ...pauses.map(
      ({ from: start, to, kind, documentNo }) =>
        `--pause ${start}..${to ?? ''}${kind ? `=${kind}${documentNo ? `:${documentNo}` : ''}` : ''}`,
    ),
  ]
  return ['npx shoumi period', period, '--from', from, ...words].join(' ')
}
