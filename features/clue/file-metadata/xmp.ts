import { type Finding, type FindingKind, finding } from './finding.rules.ts'

/** Adobe's block of facts in XML, which pictures and PDF files carry. Only told, never trusted: it is searched, not parsed. */
const facts: readonly (readonly [RegExp, FindingKind])[] = [
  [/(?:dc:creator|photoshop:AuthorsPosition|dc:rights)(?:\s[^>]*)?>(?:\s*<[^>]+>)*\s*([^<]{1,300})/g, 'author'],
  [/(?:xmp:CreatorTool|pdf:Producer)(?:>|=["'])\s*([^<"']{1,300})/g, 'software'],
  [/(?:xmp:CreateDate|xmp:ModifyDate|photoshop:DateCreated)(?:>|=["'])\s*([^<"']{1,100})/g, 'made-at'],
  [/exif:GPS(?:Latitude|Longitude)(?:>|=["'])\s*([^<"']{1,100})/g, 'place'],
  [/(?:xmpMM:DocumentID|xmpMM:OriginalDocumentID|xmpMM:InstanceID)(?:>|=["'])\s*([^<"']{1,100})/g, 'other'],
]

export function readXmp(xml: string): Finding[] {
  const text = xml.slice(0, 200_000)
  return facts.flatMap(([pattern, kind]) =>
    [...text.matchAll(pattern)].flatMap(([, value = '']) => finding(kind, value)),
  )
}
