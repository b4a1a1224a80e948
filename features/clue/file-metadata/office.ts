import { type Apart, distinct, type FileFormat, type Finding, type FindingKind, finding } from './finding.rules.ts'
import { cleanJpeg, cleanPng } from './picture.ts'
import { readZip, writeZip, type ZipPart } from './zip.ts'

/**
 * A document of Word, Excel or PowerPoint (OOXML): what it says about its makers, and the same document without it.
 *
 * Everything that is not known to be harmless stops the copy: a copy that might still name somebody is worse than none.
 *
 * @source ECMA-376-1 §15.2.12 (properties), §17.13 (annotations), §18.7 (comments); [MS-DOCX], [MS-XLSX], [MS-PPTX] for people
 */
export type Document = {
  readonly format: FileFormat
  readonly findings: readonly Finding[]
  readonly copy: Uint8Array | null
  readonly apart: Apart | null
}

const folders: readonly (readonly [string, FileFormat])[] = [
  ['word/', 'word'],
  ['xl/', 'sheet'],
  ['ppt/', 'slides'],
]
const deepest = 2

/**
 * @returns null when this ZIP file is no such document
 * @throws Refusal `file-bomb`
 */
export async function cleanOffice(bytes: Buffer, depth = 0): Promise<Document | null> {
  const parts = await readZip(bytes)
  const types = parts?.find(({ name }) => name === '[Content_Types].xml')
  const format = folders.find(([folder]) => parts?.some(({ name }) => name.startsWith(folder)))?.[1]
  if (!parts || !types || !format) return null
  const hasMacros =
    parts.some(({ name }) => /vbaProject\.bin$|\/macrosheets\//i.test(name)) || /macroEnabled/i.test(text(types.bytes))
  const cleaned: ZipPart[] = []
  const findings: Finding[] = []
  let apart: Apart | null = hasMacros ? 'macros' : null
  for (const part of parts) {
    const done = await cleanPart(part, depth)
    findings.push(...done.findings)
    if (done.bytes) cleaned.push({ name: part.name, bytes: done.bytes })
    else apart ??= done.apart
  }
  return {
    format,
    findings: distinct(findings),
    copy: apart ? null : await writeZip(cleaned),
    apart,
  }
}

type Cleaned = { readonly findings: readonly Finding[]; readonly bytes: Buffer | null; readonly apart: Apart }
const kept = (bytes: Uint8Array, findings: readonly Finding[] = []): Cleaned => ({
  findings,
  bytes: Buffer.from(bytes),
  apart: 'cannot-be-cleaned',
})
const stopped = (findings: readonly Finding[], apart: Apart = 'cannot-be-cleaned'): Cleaned => ({
  findings,
  bytes: null,
  apart,
})

async function cleanPart({ name, bytes }: ZipPart, depth: number): Promise<Cleaned> {
  const empty = emptied.find(([pattern]) => pattern.test(name))
  if (empty) return kept(Buffer.from(empty[1]), readProperties(name, bytes))
  if (/\.(xml|rels|vml)$/i.test(name)) return isUtf16(bytes) ? stopped([]) : cleanXml(name, text(bytes))
  if (/\.jpe?g$/i.test(name)) return fromPicture(cleanJpeg(bytes))
  if (/\.png$/i.test(name)) return fromPicture(cleanPng(bytes))
  // Drawings and fonts say nothing of who made them; how somebody's printer is set does, and nobody needs it to read.
  if (/\.(gif|bmp|emf|wmf|fntdata|odttf)$/i.test(name)) return kept(bytes)
  if (/printerSettings\d*\.bin$/i.test(name)) return kept(Buffer.alloc(0), finding('other', 'printerSettings'))
  if (/\/embeddings\/.*\.(docx|xlsx|pptx)$/i.test(name) && depth < deepest) {
    const inner = await cleanOffice(bytes, depth + 1)
    return inner?.copy
      ? kept(inner.copy, inner.findings)
      : stopped(inner?.findings ?? [], inner?.apart ?? 'active-content')
  }
  return /\/(embeddings|activeX)\//i.test(name)
    ? stopped([], 'active-content')
    : stopped(finding('other', extension(name)))
}

const fromPicture = ({ findings, copy }: { findings: readonly Finding[]; copy: Uint8Array | null }): Cleaned =>
  copy ? kept(copy, findings) : stopped(findings)

const text = (bytes: Buffer) => bytes.toString('utf8')
const isUtf16 = (bytes: Buffer) => bytes.length > 1 && (bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0)
const extension = (name: string) => name.split('/').at(-1)?.split('.').at(-1) ?? ''

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Parts that only speak about the document, and what stands in their place. */
const emptied: readonly (readonly [RegExp, string])[] = [
  [
    /^docProps\/core\.xml$/i,
    `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
  ],
  [
    /^docProps\/app\.xml$/i,
    `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`,
  ],
  [
    /^docProps\/custom\.xml$/i,
    `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`,
  ],
  [
    /^docMetadata\/LabelInfo\.xml$/i,
    `${head}<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>`,
  ],
  [/^customXml\/item\d+\.xml$/i, `${head}<data/>`],
]

const properties: readonly (readonly [RegExp, FindingKind])[] = [
  [/<dc:creator[^>]*>([^<]*)</g, 'author'],
  [/<cp:lastModifiedBy[^>]*>([^<]*)</g, 'editor'],
  [/<(?:dc:title|dc:subject|cp:keywords|cp:category)[^>]*>([^<]*)</g, 'title'],
  [/<dc:description[^>]*>([^<]*)</g, 'comment'],
  [/<(?:dcterms:created|dcterms:modified|cp:lastPrinted)[^>]*>([^<]*)</g, 'made-at'],
  [/<Application>([^<]*)</g, 'software'],
  [/<(?:Company|Manager)>([^<]*)</g, 'company'],
  [/<Template>([^<]*)</g, 'path'],
  [/<property [^>]*name="([^"]*)"/g, 'other'],
]

function readProperties(name: string, bytes: Buffer): readonly Finding[] {
  if (!name.startsWith('docProps/')) return finding('other', name.split('/').at(-1) ?? name)
  const xml = isUtf16(bytes) ? bytes.toString('utf16le') : text(bytes)
  return properties.flatMap(([pattern, kind]) =>
    [...xml.slice(0, 200_000).matchAll(pattern)].flatMap(([, value = '']) => finding(kind, unescaped(value))),
  )
}

const unescaped = (xml: string) =>
  xml.replace(
    /&(lt|gt|amp|quot|apos);/g,
    (_, name: 'lt') => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name],
  )

/** Names of people in attributes, wherever comments, revisions and locks put them. */
const people =
  /\s(?:\w+:)?(?:author|initials|userName|userId|displayName|providerId|lastEditedBy)=(?:"([^"]*)"|'([^']*)')/g

function cleanXml(name: string, xml: string): Cleaned {
  const findings: Finding[] = []
  const told = (kind: FindingKind, value = '') => {
    findings.push(...finding(kind, unescaped(value)))
  }
  let clean = xml.replace(people, (attribute, double?: string, single?: string) => {
    const value = double ?? single ?? ''
    if (!/(?:userId|providerId|initials)=/.test(attribute)) told('commenters', value)
    return `${attribute.slice(0, attribute.indexOf('='))}=""`
  })
  // Excel keeps who commented in elements, PowerPoint in attributes called `name`.
  if (/comments[^/]*\.xml$/i.test(name))
    clean = clean.replace(/(<(?:\w+:)?author>)([^<]*)</g, (_, open: string, value: string) => {
      told('commenters', value)
      return `${open}<`
    })
  if (/(?:commentAuthors|authors)\.xml$/i.test(name))
    clean = clean.replace(/\sname="([^"]*)"/g, (_, value: string) => {
      told('commenters', value)
      return ' name=""'
    })
  // The numbers of saving sessions link documents of one computer.
  clean = clean
    .replace(/<w:rsids>[\s\S]*?<\/w:rsids>/g, '')
    .replace(/\sw:rsid\w*="[0-9A-Fa-f]*"/g, '')
    .replace(/<(\w+:)?absPath\b[^>]*\burl="([^"]*)"[^>]*\/>/g, (_, _prefix: string, value: string) => {
      told('path', value)
      return ''
    })
  if (/\.rels$/i.test(name))
    clean = clean.replace(/\sTarget="((?:file:|[A-Za-z]:\\|\\\\)[^"]*)"/g, (_, value: string) => {
      told('path', value)
      return ' Target="about:blank"'
    })
  return kept(Buffer.from(clean), findings)
}
