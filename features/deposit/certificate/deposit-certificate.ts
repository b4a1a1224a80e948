import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create } from 'qrcode'
import { type Locale, type Pair, say } from '../../../core/words.ts'
import { toBase64, toHex } from '../../../evidence/bytes.ts'
import { sha256 } from '../../../evidence/digest.ts'
import { encodeSignatureLine, isBy, keyId, readNote, type VerifierKey } from '../../../evidence/note.ts'
import { printable, type Run } from '../../../platform/documents/printed-run.ts'
import { openTypesetter, type PdfStandard, type Typesetter } from '../../../platform/documents/typeset.ts'
import { certificateLabels, certificateTexts as texts } from './deposit-certificate.words.ts'
import {
  type CertificateContent,
  type CertificateTimestamp,
  noLaterThan,
  type TimestampLevel,
} from './deposit-certificate-content.ts'
import { commandLine, standardToolsRecipe } from './deposit-certificate-recipe.ts'

const noRuns: Run[] = []
const mostTimestamps = 3
const mostWitnesses = 12

/**
 * The certificate as PDF/A-2a.
 *
 * @param fontFolder - the operator's own fonts; see `openTypesetter`
 * @throws TypesetError
 */
export async function renderCertificate(
  content: CertificateContent,
  { fontFolder, standard }: { fontFolder?: string; standard?: PdfStandard } = {},
): Promise<Uint8Array> {
  const typesetter = await openTypesetter(fontFolder)
  const inputs = certificateInputs(content, typesetter.covers)
  // Long names and many witnesses get smaller letters before a third page.
  const set = (scale: number) => typesetter.typeset(template(), { ...inputs, scale }, standard)
  let made = set(scales[0])
  for (const scale of scales.slice(1)) {
    if (made.pages <= 2) break
    made = set(scale)
  }
  return made.bytes
}

const scales = [1, 0.94, 0.88, 0.82] as const

let templateText: string | undefined

const template = (): string => {
  templateText ??= readFileSync(join(import.meta.dirname, 'deposit-certificate.typ'), 'utf8')
  return templateText
}

/**
 * What the template prints: every text as runs, so that no character of it is markup and none is lost.
 *
 * @param covers - which code points the fonts have
 * @throws RangeError when the verification address carries more than the request id
 */
export function certificateInputs(content: CertificateContent, covers: Typesetter['covers']) {
  const { language, log, status } = content
  const locale: Locale = language === 'zh' ? 'zh-CN' : 'en'
  const runs = (text: string): Run[] => printable(text, covers)
  const word = (pair: Pair, params: Readonly<Record<string, unknown>> = {}) => runs(say(pair, locale, params))
  const label = (name: keyof typeof certificateLabels) => ({
    main: word(certificateLabels[name]),
    small: language === 'zh' ? runs(certificateLabels[name][1]) : [],
  })
  const row = (name: keyof typeof certificateLabels, value: Run[]) => ({
    label: label(name),
    value,
    below: noRuns,
    mono: false,
  })
  const moment = (at: Temporal.Instant) => momentText(at, language)
  const time = noLaterThan(content)
  const basis = time && say(basisWords[time.basis], locale, { name: time.name })
  const isFinal = status.kind !== 'promise'
  const note = readNote(log.checkpoint)
  const ownKey = log.keys.find(({ type }) => type === 'ed25519')
  const ownLines = note.signatures.filter((line) => ownKey && isBy(ownKey, line))

  const inputs = {
    language,
    specimen: content.demo ? word(texts.specimen) : [],
    specimenNote: content.demo ? word(texts.specimenNote) : [],
    title: label('title'),
    documentTitle: `${say(certificateLabels.title, locale)} ${content.number}`,
    subtitle: word(texts.subtitle),
    issuedAt: dateParts(content.issuedAt),
    number: row('number', runs(content.number)),
    status: { kind: status.kind, name: word(texts[status.kind]), note: statusNote(content, word) },
    fields: [
      row('label', runs(content.label || '—')),
      row('depositor', runs(content.depositor.name)),
      row('creditCode', content.depositor.creditCode ? runs(content.depositor.creditCode) : word(texts.noCreditCode)),
      ...(content.fileCount === null
        ? []
        : [row('fileCount', word(texts.fileCountValue, { count: content.fileCount }))]),
      {
        ...row('noLaterThan', time ? runs(moment(time.at)) : word(texts.momentNone)),
        below: basis ? runs(basis) : [],
      },
      row('place', word(texts.placeValue, { origin: log.origin, index: log.index })),
      { ...row('requestId', runs(toHex(content.requestId))), mono: true },
    ],
    commitments: [
      { label: label('sha256'), algorithm: 'SHA-256', lines: checkedLines(content.commitment.sha256) },
      { label: label('sm3'), algorithm: 'SM3', lines: checkedLines(content.commitment.sm3) },
    ],
    checkNote: word(texts.checkNote),
    cautions: cautionsOf(content).map((pair) => word(pair)),
    proves: {
      title: word(certificateLabels.proves),
      points: [
        time ? word(texts.provesTime, { moment: moment(time.at), basis }) : word(texts.provesTimeNone),
        word(isFinal ? texts.provesPlace : texts.provesPlacePromise, log),
        word(texts.provesDepositor),
      ],
    },
    provesNot: {
      title: word(certificateLabels.provesNot),
      points: [texts.provesNotAuthor, texts.provesNotSecret, texts.provesNotTrue, texts.provesNotAccepted].map((pair) =>
        word(pair),
      ),
    },
    keep: { title: word(certificateLabels.keep), text: word(texts.keepText) },
    verification: {
      label: label('verification'),
      note: word(texts.verificationNote),
      url: checkedAddress(content),
      address: runs(content.verificationAddress),
      qr: qrCode(content.verificationAddress),
    },
    printout: runs(
      [texts.printout, texts.statusAsOf].map((pair) => say(pair, locale)).join(language === 'zh' ? '' : ' '),
    ),
    issuer: runs(content.issuer),
    issued: word(texts.issued, { at: moment(content.issuedAt) }),
    page: say(texts.page, locale),
    record: {
      title: label('record'),
      origin: row('origin', runs(log.origin)),
      tree: row('treeSize', word(texts.treeValue, log)),
      root: { label: label('root'), base64: runs(toBase64(log.root)), lines: checkedLines(log.root) },
      checkpoint: {
        label: label('checkpoint'),
        lines: [...note.text.trimEnd().split('\n'), ...ownLines.map((line) => encodeSignatureLine(line).trimEnd())].map(
          runs,
        ),
        others:
          note.signatures.length > ownLines.length
            ? word(texts.otherLines, { count: note.signatures.length - ownLines.length })
            : [],
      },
      keys: {
        label: label('keys'),
        rows: log.keys.map((key) => ({
          algorithm: keyNames[key.type],
          id: toHex(keyId(key)),
          fingerprint: groups(toHex(sha256(key.publicKey))),
        })),
        note: word(texts.keysNote),
      },
      timestamps: {
        label: label('timestamps'),
        none: word(texts.noTimestamps),
        rows: content.timestamps.slice(0, mostTimestamps).map((stamp) => stampRow(stamp, word, locale)),
        more: moreThan(content.timestamps.length, mostTimestamps, word),
      },
      witnesses: {
        label: label('witnesses'),
        none: word(texts.noCosignatures),
        rows: content.witnesses.slice(0, mostWitnesses).map((witness) => ({
          name: runs(witness.name),
          at: runs(utcText(witness.at)),
          kind: word(witness.independent ? texts.independent : texts.ownWitness),
        })),
        more: moreThan(content.witnesses.length, mostWitnesses, word),
      },
      algorithms: row('algorithms', word(content.withSm3 ? texts.algorithmsBoth : texts.algorithmsSha256)),
    },
    ways: {
      title: label('howToVerify'),
      page: word(texts.wayPage),
      command: { before: word(texts.wayCommand), line: commandLine, after: word(texts.wayCommandAfter) },
      standard: word(texts.wayStandard),
      recipe: standardToolsRecipe(content).map((step) => ({
        comment: [...word(step.comment), ...(step.lines.length === 0 ? word(texts.withoutTime) : [])],
        lines: step.lines.map(runs),
      })),
    },
  }
  return { ...inputs, unshownNote: hasCodePoint(inputs) ? word(texts.unshownNote) : [] }
}

function stampRow(stamp: CertificateTimestamp, word: Word, locale: Locale) {
  const accuracy =
    stamp.accuracySeconds === null
      ? say(texts.accuracyNone, locale)
      : say(texts.accuracyValue, locale, { seconds: stamp.accuracySeconds })
  return {
    name: word(texts.stampLine, {
      authority: stamp.authority,
      standing: say(stamp.licensed ? texts.licensed : texts.unlicensed, locale),
    }),
    moment: word(texts.stampMoment, { at: utcText(stamp.at), accuracy }),
    detail: word(texts.stampDetail, {
      policy: stamp.policy,
      serial: stamp.serial,
      algorithm: digestNames[stamp.algorithm],
      level: say(levelWords[stamp.level], locale),
    }),
  }
}

type Word = (pair: Pair, params?: Readonly<Record<string, unknown>>) => Run[]

function statusNote({ status, language }: CertificateContent, word: Word): Run[] {
  switch (status.kind) {
    case 'final':
      return []
    case 'promise':
      return word(texts.promiseNote)
    case 'revoked':
      return word(texts.revokedNote, { at: momentText(status.at, language), because: status.because })
    case 'superseded':
      return word(texts.supersededNote, { by: status.by })
  }
}

const moreThan = (count: number, most: number, word: Word): Run[] =>
  count > most ? word(texts.more, { count: count - most }) : []

const hasCodePoint = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasCodePoint)
    : typeof value === 'object' && value !== null && ('code' in value || Object.values(value).some(hasCodePoint))

const keyNames: Record<VerifierKey['type'], string> = {
  ed25519: 'Ed25519',
  'ed25519-cosignature': 'Ed25519',
  'ml-dsa-44': 'ML-DSA-44',
  sm2: 'SM2',
}

const digestNames = { sha256: 'SHA-256', sm3: 'SM3' } as const

const levelWords: Record<TimestampLevel, Pair> = {
  valid: texts.levelValid,
  'chain-trusted': texts.levelTrusted,
  'revocation-known': texts.levelRevocation,
  'long-term': texts.levelLongTerm,
}

const basisWords = { licensed: texts.basisLicensed, witness: texts.basisWitness, local: texts.basisLocal } as const

function cautionsOf({ timestamps, witnesses, status }: CertificateContent): Pair[] {
  const outside = witnesses.some(({ independent }) => independent)
  const licensed = timestamps.some((stamp) => stamp.licensed && stamp.level !== 'valid')
  const time =
    timestamps.length === 0
      ? [texts.noTime]
      : licensed
        ? []
        : timestamps.every((stamp) => !stamp.licensed)
          ? [texts.localTime]
          : [texts.unlicensedTime]
  // A promise says of itself that proofs are still to come.
  return status.kind === 'promise' ? [] : [...time, ...(outside ? [] : [texts.noWitness])]
}

const groups = (hex: string): string[] => hex.match(/.{1,4}/g) ?? []

/** Sixteen bytes a line, and the line as a number modulo 97: any one wrong digit and any two swapped ones change it. */
export const checkedLines = (bytes: Uint8Array): { groups: string[]; check: string }[] =>
  (toHex(bytes).match(/.{1,32}/g) ?? []).map((line) => ({
    groups: groups(line),
    check: String(BigInt(`0x${line}`) % 97n).padStart(2, '0'),
  }))

/** Seconds are rounded up: the text says "no later than". */
function momentText(at: Temporal.Instant, language: 'zh' | 'en'): string {
  const local = at.round({ smallestUnit: 'second', roundingMode: 'ceil' }).toZonedDateTimeISO('Asia/Shanghai')
  const clock = local.toPlainTime().toString({ smallestUnit: 'second' })
  return language === 'zh'
    ? `${local.year}年${local.month}月${local.day}日 ${clock}（北京时间）`
    : `${local.day} ${local.toLocaleString('en-GB', { month: 'long' })} ${local.year} ${clock} (Beijing time, UTC+8)`
}

const utcText = (at: Temporal.Instant) => at.toString().replace('T', ' ')

function dateParts(at: Temporal.Instant) {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO('UTC')
  return { year, month, day, hour, minute, second }
}

function checkedAddress({ verificationAddress, requestId }: CertificateContent): string {
  const { protocol, username, password, hash } = new URL(verificationAddress)
  const id = toHex(requestId)
  if (!/^https?:$/.test(protocol) || username || password || hash || !verificationAddress.includes(id))
    throw new RangeError('a verification address is http(s), names the request and holds nothing else')
  return verificationAddress
}

/** @source ISO/IEC 18004: error correction level M, four modules of quiet zone */
function qrCode(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const edge = size + 8
  const path = Array.from(data, (dark, at) =>
    dark ? `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z` : '',
  ).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge}"><path fill="#fff" d="M0 0h${edge}v${edge}h-${edge}z"/><path fill="#000" d="${path}"/></svg>`
}
