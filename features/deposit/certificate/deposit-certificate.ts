import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create } from 'qrcode'
import { type Locale, type Pair, say } from '../../../core/words.ts'
import { concat, toBase64, toHex } from '../../../evidence/bytes.ts'
import { sha256 } from '../../../evidence/digest.ts'
import { encodeSignatureLine, isBy, keyId, readNote, type VerifierKey } from '../../../evidence/note.ts'
import { printable, type Run } from '../../../platform/documents/printed-run.ts'
import { openTypesetter, type PdfStandard, type Typesetter } from '../../../platform/documents/typeset.ts'
import { certificateLabels, certificateTexts as texts } from './deposit-certificate.words.ts'

export type CertificateStatus =
  | { readonly kind: 'final' }
  /** In the log, not in a published checkpoint yet. */
  | { readonly kind: 'promise' }
  | { readonly kind: 'revoked'; readonly at: Temporal.Instant; readonly because: string }
  /** `by` is what the reader can look for: the number of the other certificate, or its request id. */
  | { readonly kind: 'superseded'; readonly by: string }

/** How far the checks of a token got: each level includes the ones before. */
export type TimestampLevel = 'valid' | 'chain-trusted' | 'revocation-known' | 'long-term'

export type CertificateTimestamp = {
  readonly authority: string
  /** Whether others must take its time for true; a local authority is not licensed. */
  readonly licensed: boolean
  /** genTime. */
  readonly at: Temporal.Instant
  /** Seconds; null when the token states none. */
  readonly accuracySeconds: number | null
  /** Object identifier of the authority's policy. */
  readonly policy: string
  /** Hexadecimal. */
  readonly serial: string
  readonly algorithm: 'sha256' | 'sm3'
  readonly level: TimestampLevel
  /** Whether the receipt carries certificates beside those in the token. */
  readonly hasChain: boolean
}

export type CertificateWitness = {
  readonly name: string
  readonly at: Temporal.Instant
  /** Run by somebody else than the log: only such a witness adds trust. */
  readonly independent: boolean
}

/** Everything that a certificate states. It holds no secret: no blind, no seed, no file name. */
export type CertificateContent = {
  readonly language: 'zh' | 'en'
  /** Fictitious data: printed with a watermark. */
  readonly demo: boolean
  readonly number: string
  readonly status: CertificateStatus
  /** The platform or office that runs the log. */
  readonly issuer: string
  readonly issuedAt: Temporal.Instant
  /** As the account stated it. */
  readonly depositor: { readonly name: string; readonly creditCode: string | null }
  /** The depositor's own words, at most 200 characters; may be empty. */
  readonly label: string
  /** Only if the depositor chose to show it. */
  readonly fileCount: number | null
  readonly commitment: { readonly sha256: Uint8Array; readonly sm3: Uint8Array }
  /** Whether the files were digested with SM3 as well; the commitment always has both. */
  readonly withSm3: boolean
  /** 16 bytes. */
  readonly requestId: Uint8Array
  readonly log: {
    readonly origin: string
    /** From zero. */
    readonly index: number
    readonly size: number
    readonly root: Uint8Array
    /** The signed note, word for word. */
    readonly checkpoint: string
    readonly keys: readonly VerifierKey[]
  }
  /** In the order of the receipt. */
  readonly timestamps: readonly CertificateTimestamp[]
  readonly witnesses: readonly CertificateWitness[]
  /** The public page of this deposit: carries the request id and nothing else that tells deposits apart. */
  readonly verificationAddress: string
}

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

export const commandLine = 'npx shoumi verify R.tsreceipt.json PATH'

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

type LatestMoment = { readonly at: Temporal.Instant; readonly basis: keyof typeof basisWords; readonly name: string }

/**
 * The moment by which the commitments existed, from the strongest source there is: a licensed authority whose chain is
 * trusted, else an independent witness, else a local authority. Accuracy counts against the depositor.
 *
 * @returns null when nothing says when: what a platform says about its own time is no proof
 */
export function noLaterThan({ timestamps, witnesses }: CertificateContent): LatestMoment | null {
  const stamped = timestamps.map((stamp) => ({
    at: stamp.at.add({ milliseconds: Math.ceil((stamp.accuracySeconds ?? 0) * 1000) }),
    name: stamp.authority,
    counts: stamp.licensed && stamp.level !== 'valid',
  }))
  const licensed = earliest(stamped.filter(({ counts }) => counts))
  if (licensed) return { at: licensed.at, name: licensed.name, basis: 'licensed' }
  const witness = earliest(witnesses.filter(({ independent }) => independent))
  if (witness) return { at: witness.at, name: witness.name, basis: 'witness' }
  const local = earliest(stamped)
  return local ? { at: local.at, name: local.name, basis: 'local' } : null
}

const earliest = <T extends { readonly at: Temporal.Instant }>(list: readonly T[]): T | undefined =>
  list.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0]

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

type RecipeStep = { readonly comment: Pair; readonly lines: readonly string[] }

const ed25519Spki = new Uint8Array([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00])

/**
 * The whole verification with tools that everybody has, for a receipt saved as `R.tsreceipt.json`: POSIX sh, sed, od and
 * OpenSSL 3. The receipt is written by us in one layout only, so that sed may read it.
 */
export function standardToolsRecipe({ log, timestamps }: CertificateContent): RecipeStep[] {
  const key = log.keys.find(({ type }) => type === 'ed25519')
  // Four bytes of key id are five letters of base64 and a bit: enough to tell this line from the others.
  const linePrefix = key ? toBase64(keyId(key)).slice(0, 5) : ''
  const licensed = timestamps.findIndex((stamp) => stamp.licensed)
  const chosen = Math.max(licensed, 0)
  const stamp = timestamps[chosen]
  return [
    {
      comment: texts.stepDigest,
      lines: [`od -An -v -tx1 R.tsopening | tr -d ' \\n' | grep -c "$(sha256sum PATH | cut -c1-64)"`],
    },
    {
      comment: texts.stepEntry,
      lines: [
        `f() { sed -n "s/^ *\\"$1\\": \\"\\(.*\\)\\",*\\$/\\1/p" R.tsreceipt.json | sed -n "\${2:-1}p"; }`,
        'f entry | openssl base64 -d -A > entry; od -An -v -tx1 -j10 -N80 entry',
      ],
    },
    {
      comment: texts.stepNote,
      lines: [`printf '%b' "$(f tlogProof)" > proof; sed '1,/^$/d' proof > note; sed '/^$/,$d' note > text; cat text`],
    },
    {
      comment: texts.stepKey,
      lines: key
        ? [
            `echo '-----BEGIN PUBLIC KEY-----' > key`,
            `echo '${toBase64(concat(ed25519Spki, key.publicKey))}' >> key`,
            `echo '-----END PUBLIC KEY-----' >> key`,
            `sed -n 's,^— [^ ]* \\(${linePrefix}.*\\)$,\\1,p' note | openssl base64 -d -A | tail -c 64 > sig`,
            'openssl pkeyutl -verify -rawin -pubin -inkey key -in text -sigfile sig',
          ]
        : [],
    },
    {
      comment: texts.stepPath,
      lines: [
        `i=${log.index}; m=${log.size - 1}; (printf '\\0'; cat entry) | openssl dgst -sha256 -binary > h`,
        `sed '1,2d;/^$/,$d' proof | while read -r p; do echo "$p" | openssl base64 -d -A > p`,
        '  if [ $((i % 2)) = 1 ] || [ $i = $m ]; then l=p r=h; while [ $((i % 2)) = 0 ] && [ $i != 0 ]',
        '    do i=$((i / 2)) m=$((m / 2)); done; else l=h r=p; fi',
        `  (printf '\\1'; cat $l $r) | openssl dgst -sha256 -binary > t; mv t h; i=$((i / 2)) m=$((m / 2)); done`,
        'openssl base64 -in h; sed -n 3p text',
      ],
    },
    { comment: texts.stepTime, lines: stamp ? timestampRecipe(stamp, chosen + 1) : [] },
  ]
}

/** `-attime`: the certificates count as they were when the token was made, however long ago that is. */
function timestampRecipe({ algorithm, at, hasChain }: CertificateTimestamp, place: number): string[] {
  const moment = Math.ceil(at.epochMilliseconds / 1000)
  const chain = hasChain
    ? [
        `sed -n '/"chain": \\[/,/\\]/s/^ *"\\(M[^"]*\\)".*/\\1/p' R.tsreceipt.json | while read -r c`,
        '  do echo "$c" | openssl base64 -d -A | openssl x509 -inform DER; done > chain.pem',
      ]
    : []
  return [
    `f token ${place} | openssl base64 -d -A > token; d=$(openssl dgst -${algorithm} -r text | cut -c1-64)`,
    ...chain,
    `openssl ts -verify -digest $d -in token -token_in -CAfile tsa-root.pem${hasChain ? ' -untrusted chain.pem' : ''} -attime ${moment}`,
  ]
}
