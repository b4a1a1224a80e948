import { textOf, toHex } from '../../../evidence/bytes.ts'
import { type Course, decodeCourse } from '../../../evidence/course.ts'
import { createSha256, createSm3 } from '../../../evidence/digest.ts'
import { EvidenceError, evidenceWords } from '../../../evidence/evidence-error.ts'
import { type GivenFiles, looseFiles, openArchive } from '../../../evidence/given-files.ts'
import { decodeOpening } from '../../../evidence/manifest.ts'
import { type OpeningFile, readOpeningFile, shownPath } from '../../../evidence/opening-file.ts'
import { type PackVerification, packIndexName, verifyPack } from '../../../evidence/pack.ts'
import { decodeProofPackage, type ProofPackage } from '../../../evidence/proof-package.ts'
import { decodeReceipt, type Receipt } from '../../../evidence/receipt.ts'
import { decodeTrust, type Trust, trustInNobody, trustOfPolicy } from '../../../evidence/trust.ts'
import { type ContentFound, contentMatches, type Verification, verifyReceipt } from '../../../evidence/verify.ts'
import { proves, provesNot, provesWithoutTime } from '../../../evidence/verify-words.ts'
import { type Child, dropZone, el, fileSource, on } from '../../../platform/one-file-page/elements.ts'
import {
  grouped,
  momentText,
  ownLanguage,
  type PageLanguage,
  readBuiltInTrust,
  receiptCheckLine,
} from '../../../platform/one-file-page/receipt-checks.ts'
import { courseReport } from './course-report.ts'
import { packReport } from './pack-report.ts'
import { type ToolWord, toolWords } from './verify-tool.words.ts'

/**
 * A page that verifies by itself: no framework, no network, no store. Text goes in as text nodes only, so nothing in a
 * file can become markup.
 */
type Compared = { readonly name: string; readonly state: 'fileMatches' | 'fileDiffers' | 'fileAdded' }
type State = {
  language: PageLanguage
  receipt: Receipt | null
  opening: OpeningFile | null
  proof: ProofPackage | null
  course: Course | null
  pack: GivenFiles | null
  packFound: PackVerification | null
  chosenTrust: Trust | null
  originals: File[]
  compared: Compared[]
  problems: string[]
  progress: { done: number; total: number } | null
}

const builtIn = readBuiltInTrust()
const fresh = (): Omit<State, 'language'> => ({
  receipt: null,
  opening: null,
  proof: null,
  course: null,
  pack: null,
  packFound: null,
  chosenTrust: null,
  originals: [],
  compared: [],
  problems: [],
  progress: null,
})
const state: State = { language: ownLanguage(), ...fresh() }

const say = (pair: readonly [string, string]) => pair[state.language]
const w = (key: ToolWord, values: Readonly<Record<string, string | number>> = {}) =>
  say(toolWords[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
const problemOf = (error: unknown) => (error instanceof EvidenceError ? say(evidenceWords[error.code]) : String(error))

async function take(files: readonly File[]): Promise<void> {
  state.problems = []
  state.pack = (await packIn(files)) ?? state.pack
  for (const file of state.pack ? files.filter(({ name }) => isTrust(name)) : files) {
    try {
      if (!(await takeEvidence(file))) state.originals.push(file)
    } catch (error) {
      state.problems.push(w('wrongFile', { name: file.name, problem: problemOf(error) }))
    }
  }
  await compare()
  if (state.pack)
    state.packFound = await verifyPack({
      ...state.pack,
      trustOf: () => state.chosenTrust ?? builtIn ?? trustInNobody,
      now: Date.now(),
      onProgress: (done, total) => {
        state.progress = { done, total }
        drawProgress()
      },
    })
  draw()
}

const isTrust = (name: string) => /(^|\.)(trust\.json|policy|tstrust)$/i.test(name)

/** A pack as one archive, or the files it was unpacked into; null where there is none among these. */
async function packIn(files: readonly File[]): Promise<GivenFiles | null> {
  for (const file of files) {
    if (!/\.zip$/i.test(file.name)) continue
    const given = await openArchive(fileSource(file))
    const isOther = given.archive !== null && 'moment' in given.archive && !given.files.some(isIndex)
    if (!isOther) return given
  }
  const loose = files
    .filter(({ name }) => !isTrust(name))
    .map((file) => ({ name: file.webkitRelativePath || file.name, content: fileSource(file) }))
  return loose.some(isIndex) ? looseFiles(loose, packIndexName) : null
}

const isIndex = ({ name }: { readonly name: string }) => name === packIndexName || name.endsWith(`/${packIndexName}`)

const largestEvidence = 600 * 1024 * 1024

/** By name first: an original that happens to be JSON must not be taken for a receipt. */
async function takeEvidence(file: File): Promise<boolean> {
  const name = file.name.toLowerCase()
  const known =
    /\.(tsopening|tsproof|tsreceipt\.json|tscourse\.json|tstrust|policy|trust\.json)$|^(policy|trust\.json)$/.test(name)
  if (!known) return false
  if (file.size > largestEvidence) throw new EvidenceError('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (name.endsWith('.tsopening')) state.opening = readOpeningFile(bytes)
  else if (name.endsWith('.tsproof')) state.proof = decodeProofPackage(textOf(bytes))
  else if (name.endsWith('.tscourse.json')) state.course = decodeCourse(textOf(bytes))
  else if (name.endsWith('.tsreceipt.json')) state.receipt = decodeReceipt(textOf(bytes))
  else
    state.chosenTrust = textOf(bytes).trimStart().startsWith('{')
      ? decodeTrust(textOf(bytes))
      : trustOfPolicy(textOf(bytes))
  return true
}

/** A piece at a time, so that a large file never stands in memory, and the page stays alive. */
async function digestsOf(file: File) {
  const sha256 = createSha256()
  const sm3 = createSm3()
  const piece = 4 * 1024 * 1024
  for (let from = 0; from < file.size; from += piece) {
    const bytes = new Uint8Array(await file.slice(from, from + piece).arrayBuffer())
    sha256.update(bytes)
    sm3.update(bytes)
    state.progress = { done: Math.min(from + piece, file.size), total: file.size }
    drawProgress()
  }
  return { sizeBytes: file.size, sha256: sha256.digest(), sm3: sm3.digest() }
}

async function compare(): Promise<void> {
  const { opening, proof } = state
  if (!opening && !proof) return
  const one = proof ? decodeOpening(proof.opening) : null
  const wanted = opening
    ? [...opening.records()]
        .filter(({ kind }) => kind === 'file')
        .map((record) => ({ ...record, withSm3: opening.withSm3 }))
    : one
      ? [one]
      : []
  const byDigest = new Map(wanted.map((record) => [toHex(record.sha256), record]))
  const paths = wanted.map(({ path }) => shownPath(path))
  state.compared = []
  for (const file of state.originals) {
    const found = await digestsOf(file)
    const record = byDigest.get(toHex(found.sha256))
    const name = file.webkitRelativePath || file.name
    const named = paths.some(
      (path) => path === name || name.endsWith(`/${path}`) || path.endsWith(`/${name}`) || wanted.length === 1,
    )
    const matches = record !== undefined && contentMatches(record, found)
    state.compared.push({
      name: matches && record ? shownPath(record.path) : name,
      state: matches ? 'fileMatches' : named ? 'fileDiffers' : 'fileAdded',
    })
  }
  state.progress = null
}

function contentFound(): ContentFound | null {
  const count = (wanted: Compared['state']) => state.compared.filter((one) => one.state === wanted).length
  return state.compared.length === 0
    ? null
    : { matching: count('fileMatches'), differing: count('fileDiffers'), missing: 0, added: count('fileAdded') }
}

function drawProgress(): void {
  const line = document.getElementById('progress')
  if (line && state.progress)
    line.textContent = w('working', {
      done: `${Math.round(state.progress.done / 1e6)} MB`,
      total: `${Math.round(state.progress.total / 1e6)} MB`,
    })
}

function draw(): void {
  document.documentElement.lang = state.language === 0 ? 'zh-CN' : 'en'
  const main = document.getElementById('tool')
  if (!main) return
  const receipt = state.receipt ?? state.proof?.receipt ?? null
  const trust = state.chosenTrust ?? builtIn
  const believed = trust ?? trustInNobody
  const content = contentFound()
  const result = receipt
    ? verifyReceipt({
        receipt,
        trust: believed,
        now: Date.now(),
        ...(state.opening && { opening: state.opening }),
        ...(state.proof && { disclosure: state.proof }),
        ...(content && { content }),
      })
    : null
  const given = state.opening !== null || state.originals.length > 0 || state.proof !== null
  main.replaceChildren(
    ...[
      el(
        'header',
        {},
        el('div', {}, el('h1', {}, w('title')), el('p', { class: 'soft' }, w('lead'))),
        on(el('button', { type: 'button' }, w('other')), 'click', () => {
          state.language = state.language === 0 ? 1 : 0
          draw()
        }),
      ),
      dropZone(
        {
          title: w('dropTitle'),
          text: w('dropText'),
          choose: w('choose'),
          chooseFolder: w('chooseFolder'),
          clear: w('clear'),
        },
        { take, clear: startAgain },
      ),
      el('p', { id: 'progress', 'aria-live': 'polite', class: 'soft' }),
      ...state.problems.map((problem) => el('p', { role: 'alert', class: 'failed' }, problem)),
      !receipt && given ? el('p', { role: 'status' }, w('needReceipt')) : null,
      ...(result ? report(result) : []),
      ...(state.course ? courseReport(state.course, believed, state.language) : []),
      ...(state.packFound ? packReport(state.packFound, state.language) : []),
      el('h2', {}, w('trust')),
      el('p', { class: 'soft' }, trustLine(trust)),
    ].filter((child) => child !== null),
  )
}

function startAgain(): void {
  Object.assign(state, fresh())
  draw()
}

function trustLine(trust: Trust | null): string {
  const names = [...new Set(trust?.logKeys.map(({ name }) => name))].join('、')
  return trust ? w(state.chosenTrust ? 'trustChosen' : 'trustBuiltIn', { names }) : w('trustNone')
}

const moment = (ms: number) => momentText(ms, state.language)

function report(result: Verification): Child[] {
  const proven = result.verdict === 'proven'
  const by = result.saidBy === 'timestamp' ? 'byTimestamp' : 'byWitness'
  const time =
    result.notLaterThanMs === null ? w('noTime') : w('provenBy', { time: moment(result.notLaterThanMs), by: w(by) })
  return [
    el(
      'div',
      { class: `verdict ${proven ? 'passed' : 'failed'}`, role: 'status', id: 'verdict' },
      el('strong', {}, `${proven ? '✓' : '✗'} ${w(proven ? 'proven' : 'notProven')}`),
      proven ? el('span', {}, time) : null,
    ),
    ...(proven
      ? [
          el('h2', {}, w('proves')),
          el(
            'ul',
            {},
            ...(result.notLaterThanMs === null ? provesWithoutTime : proves).map((pair) => el('li', {}, say(pair))),
          ),
          el('h2', {}, w('provesNot')),
          el('ul', {}, ...provesNot.map((pair) => el('li', {}, say(pair)))),
          el('p', { class: 'soft' }, w('standing')),
        ]
      : []),
    el('h2', {}, w('checks')),
    el('ol', { class: 'checks' }, ...result.checks.map((check) => receiptCheckLine(check, state.language))),
    ...originals(),
    ...(result.subject ? subject(result.subject) : []),
  ]
}

function originals(): Child[] {
  if (state.compared.length === 0) return []
  const total = state.opening ? [...state.opening.records()].filter(({ kind }) => kind === 'file').length : 1
  const tone = { fileMatches: 'passed', fileDiffers: 'failed', fileAdded: 'unknown' } as const
  return [
    el('h2', {}, w('files')),
    el('p', {}, w('compared', { total, done: state.compared.length })),
    el(
      'ul',
      {},
      ...state.compared
        .slice(0, 500)
        .map((one) =>
          el('li', {}, el('span', { class: tone[one.state] }, `${w(one.state)} `), el('code', {}, one.name)),
        ),
    ),
  ]
}

function subject(of: NonNullable<Verification['subject']>): Child[] {
  const rows: (readonly [string, string])[] = [
    [w('requestId'), grouped(of.requestId)],
    [w('type'), w(of.type)],
    [w('origin'), of.origin],
    [w('place'), `${of.index} / ${of.size}`],
    [w('root'), grouped(of.root)],
    [w('commitmentSha256'), grouped(of.commitment.sha256)],
    [w('commitmentSm3'), grouped(of.commitment.sm3)],
    ...of.logKeys.map(
      (key) =>
        [`${w('keys')} ${key.type}`, `${grouped(key.fingerprint)} — ${w(key.known ? 'known' : 'unknown')}`] as const,
    ),
  ]
  return [
    el('h2', {}, w('subject')),
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, el('code', {}, value))])),
  ]
}

draw()
