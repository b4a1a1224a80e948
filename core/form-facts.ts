/**
 * What a form is filled from: texts by dotted key (`party.name`, `act.reason`), and tables as rows of texts.
 *
 * A key that is absent is a missing field and is reported; an empty text was deliberately left empty.
 */
export type FormFacts = Readonly<Record<string, string | FormTable>>
export type FormTable = readonly Readonly<Record<string, string>>[]
