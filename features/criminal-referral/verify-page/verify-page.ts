import { textOf } from '../../../evidence/bytes.ts'
import { EvidenceError, evidenceWords } from '../../../evidence/evidence-error.ts'
import { type FileFound, type GivenFile, looseFiles, openArchive } from '../../../evidence/given-files.ts'
import { decodeTrust, type Trust, trustInNobody } from '../../../evidence/trust.ts'
import { fingerprint } from '../../../evidence/verify.ts'
import { outcomeWords } from '../../../evidence/verify-words.ts'
import { type Child, dropZone, el, fileSource, on } from '../../../platform/one-file-page/elements.ts'
import {
  grouped,
  momentText,
  outcomeMarks,
  ownLanguage,
  type PageLanguage,
  readBuiltInTrust,
  receiptCheckLine,
} from '../../../platform/one-file-page/receipt-checks.ts'
import type { PacketManifest } from '../packet/packet.schema.ts'
import { manifestName } from '../packet/packet-manifest.ts'
import { type PacketCheck, type PacketVerification, verifyPacket } from '../packet/packet-verify.ts'
import {
  fileStateWords,
  packetCheckWords,
  packetProves,
  packetProvesNot,
  packetReasonWords,
} from '../packet/packet-verify.words.ts'
import { type VerifyPageWord, verifyPageWords } from './verify-page.words.ts'

/** A page that verifies a packet by itself: no framework, no network, no store. */
type State = {
  language: PageLanguage
  zip: File | null
  loose: GivenFile[]
  chosenTrust: Trust | null
  result: PacketVerification | null
  problems: string[]
}

const builtIn = readBuiltInTrust()
const fresh = (): Omit<State, 'language'> => ({
  zip: null,
  loose: [],
  chosenTrust: null,
  result: null,
  problems: [],
})
const state: State = { language: ownLanguage(), ...fresh() }

const say = (pair: readonly [string, string]) => pair[state.language]
const w = (key: VerifyPageWord, values: Readonly<Record<string, string | number>> = {}) =>
  say(verifyPageWords[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))

async function take(files: readonly File[]): Promise<void> {
  state.problems = []
  for (const file of files) {
    const name = file.webkitRelativePath || file.name
    if (/(^|\.)(trust\.json|tstrust)$/i.test(file.name)) await takeTrust(file)
    else if (/\.zip$/i.test(file.name) && !file.webkitRelativePath) state.zip = file
    else state.loose.push({ name, content: fileSource(file) })
  }
  await verify()
  draw()
}

async function takeTrust(file: File): Promise<void> {
  try {
    state.chosenTrust = decodeTrust(textOf(new Uint8Array(await file.arrayBuffer())))
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    state.problems.push(w('wrongFile', { name: file.name, problem: say(evidenceWords[error.code]) }))
  }
}

async function verify(): Promise<void> {
  if (!state.zip && state.loose.length === 0) return
  const given = state.zip ? await openArchive(fileSource(state.zip)) : looseFiles(state.loose, manifestName)
  if (state.zip && given.archive instanceof EvidenceError)
    state.problems.push(w('wrongFile', { name: state.zip.name, problem: say(evidenceWords[given.archive.code]) }))
  state.result = await verifyPacket({
    ...given,
    trust: state.chosenTrust ?? builtIn ?? trustInNobody,
    now: Date.now(),
    onProgress: drawProgress,
  })
}

function drawProgress(done: number, total: number): void {
  const line = document.getElementById('progress')
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  if (line) line.textContent = w('working', { done: mb(done), total: mb(total) })
}

function startAgain(): void {
  Object.assign(state, fresh())
  draw()
}

function draw(): void {
  document.documentElement.lang = state.language === 0 ? 'zh-CN' : 'en'
  const main = document.getElementById('tool')
  if (!main) return
  const trust = state.chosenTrust ?? builtIn
  const words = { title: w('dropTitle'), text: w('dropText'), choose: w('choose'), chooseFolder: w('chooseFolder') }
  main.replaceChildren(
    el(
      'header',
      {},
      el('div', {}, el('h1', {}, w('title')), el('p', { class: 'soft' }, w('lead'))),
      on(el('button', { type: 'button' }, w('other')), 'click', () => {
        state.language = state.language === 0 ? 1 : 0
        draw()
      }),
    ),
    dropZone({ ...words, clear: w('clear') }, { take, clear: startAgain }),
    el('p', { id: 'progress', 'aria-live': 'polite', class: 'soft' }),
    ...state.problems.map((problem) => el('p', { role: 'alert', class: 'failed' }, problem)),
    ...(state.result ? report(state.result) : []).filter((child) => child !== null),
    el('h2', {}, w('trust')),
    el('p', { class: 'soft' }, trustLine(trust)),
  )
}

function trustLine(trust: Trust | null): string {
  const names = [...new Set(trust?.logKeys.map(({ name }) => name))].join('、')
  return trust ? w(state.chosenTrust ? 'trustChosen' : 'trustBuiltIn', { names }) : w('trustNone')
}

function report(result: PacketVerification): Child[] {
  const proven = result.verdict === 'proven'
  return [
    el(
      'div',
      { class: `verdict ${proven ? 'passed' : 'failed'}`, role: 'status', id: 'verdict' },
      el('strong', {}, `${proven ? '✓' : '✗'} ${w(proven ? 'proven' : 'notProven')}`),
      proven ? el('span', {}, timeLine(result)) : null,
    ),
    ...(proven
      ? [
          el('h2', {}, w('proves')),
          el('ul', {}, ...packetProves.map((pair) => el('li', {}, say(pair)))),
          el('h2', {}, w('provesNot')),
          el('ul', {}, ...packetProvesNot.map((pair) => el('li', {}, say(pair)))),
          el('p', { class: 'soft' }, w('compare')),
        ]
      : []),
    el('h2', {}, w('checks')),
    el('ol', { class: 'checks' }, ...result.checks.map(checkLine)),
    ...(result.manifest ? subject(result.manifest, result) : []),
    el('h2', {}, w('files')),
    el('ul', {}, ...result.files.slice(0, 1000).map((file) => fileLine(file, result.manifest))),
    ...(result.receipt
      ? [
          el('h2', {}, w('receiptChecks')),
          el('ol', { class: 'checks' }, ...result.receipt.checks.map((one) => receiptCheckLine(one, state.language))),
        ]
      : []),
  ]
}

function timeLine({ receipt }: PacketVerification): string {
  if (!receipt || receipt.notLaterThanMs === null) return w('noTime')
  const by = receipt.saidBy === 'timestamp' ? 'byTimestamp' : 'byWitness'
  return w('provenBy', { time: momentText(receipt.notLaterThanMs, state.language), by: w(by) })
}

const checkLine = ({ id, outcome, reason }: PacketCheck): HTMLElement =>
  el(
    'li',
    { 'data-check': id, 'data-outcome': outcome },
    el('span', { class: `outcome ${outcome}` }, `${outcomeMarks[outcome]} ${say(outcomeWords[outcome])}`),
    ` ${say(packetCheckWords[id])}${reason === 'ok' ? '' : ` — ${say(packetReasonWords[reason])}`}`,
  )

function fileLine({ name, state: found }: FileFound, manifest: PacketManifest | null): HTMLElement {
  const item = manifest?.items.find((one) => one.name === name)
  const tone = found === 'matches' ? 'passed' : found === 'added' ? 'unknown' : 'failed'
  return el(
    'li',
    { 'data-file': found },
    el('span', { class: `outcome ${tone}` }, `${say(fileStateWords[found])} `),
    el('code', {}, name),
    item ? ` ${item.title}` : null,
  )
}

function subject(manifest: PacketManifest, { receipt }: PacketVerification): Child[] {
  const confidential = manifest.items.filter(({ shownAs }) => shownAs === 'confidential').length
  const rows: (readonly [string, string])[] = [
    [w('number'), manifest.number],
    [w('part'), w(manifest.part)],
    [w('caseName'), manifest.caseName],
    [w('sender'), manifest.sender],
    [w('receiver'), manifest.receiver],
    [w('frozenAt'), momentText(Date.parse(manifest.frozenAt), state.language)],
    [w('items'), String(manifest.items.length)],
    ...manifest.withheld.map(({ title, reason }) => [w('withheld'), `${title}（${reason}）`] as const),
    ...manifest.keys.map((key) => [`${w('keys')} ${key.type}`, grouped(fingerprint(key))] as const),
    ...(receipt?.subject?.logKeys ?? []).map(
      (key) => [`${w('logKeys')} ${key.type}`, grouped(key.fingerprint)] as const,
    ),
  ]
  return [
    el('h2', {}, w('subject')),
    confidential > 0 ? el('p', { class: 'unknown' }, w('confidential', { n: confidential })) : null,
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
  ]
}

draw()
