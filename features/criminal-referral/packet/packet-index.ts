import { policyDigest } from '../../../platform/one-file-page/build-one-file-page.ts'
import { crimes } from '../criminal-referral.schema.ts'
import { materialWords } from '../referral-packet.rules.ts'
import type { PacketItem, PacketManifest } from './packet.schema.ts'
import { verifyName } from './packet-manifest.ts'

type Pair = readonly [zh: string, en: string]

const words = {
  title: ['涉嫌犯罪案件移送包', 'Criminal referral packet'],
  supplement: ['涉嫌犯罪案件移送包（补正）', 'Criminal referral packet (supplement)'],
  number: ['编号', 'Number'],
  caseName: ['案件', 'Case'],
  sender: ['移送机关', 'Referring authority'],
  receiver: ['接收机关', 'Receiver'],
  frozenAt: ['封存时间', 'Frozen'],
  crimes: ['涉嫌罪名', 'Suspected crimes'],
  confidentiality: [
    '本包材料可能涉及商业秘密，接触人员负有保密义务；标有“涉密原件”的，请单独保管。',
    'The material may hold trade secrets, and whoever sees it must keep them secret. Keep what is marked “confidential original” apart.',
  ],
  verify: [
    '核验：打开包内的 verify.html（可断网），把整个 ZIP 拖入；或从移送机关的网站打开核验页。清单本身还可以用命令行核验：npx shoumi verify manifest.tsproof manifest.json。',
    'To verify: open verify.html (the network may be off) and drop the whole ZIP on it; or open the verifier at the authority’s own site. The list itself can be verified from the command line as well: npx shoumi verify manifest.tsproof manifest.json.',
  ],
  noAcceptance: [
    '材料不全的，公安机关应当在接受案件后二十四小时以内通知移送机关补正，不得以材料不全为由不接受移送案件（公安机关办理刑事案件程序规定第一百八十条）。',
    'Where material is missing, public security names it within 24 hours of accepting the case; it is no ground for not accepting it.',
  ],
  items: ['移送材料', 'Material'],
  none: ['（无）', '(none)'],
  provenance: ['来源', 'From'],
  reason: ['移送理由', 'Why'],
  plain: ['', ''],
  masked: ['脱敏件', 'masked'],
  confidential: ['涉密原件', 'confidential original'],
  withheld: ['未随包移送', 'Left out'],
} as const satisfies Record<string, Pair>

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>')
const both = ([zh, en]: Pair) => (zh === '' ? '' : `${escaped(zh)} <span lang="en" class="soft">${escaped(en)}</span>`)
const w = (key: keyof typeof words) => both(words[key])

/** Addresses of files beside the page; each part of a path by itself, so that a slash stays one. */
const address = (name: string) => name.split('/').map(encodeURIComponent).join('/')

/**
 * `index.html`: what the packet holds, to be read without any program. No script; nothing is loaded.
 *
 * @param style - that of the pages that are saved as one file
 */
export function packetIndex(manifest: Omit<PacketManifest, 'pages' | 'keys'>, style: string): string {
  const title = words[manifest.part === 'supplement' ? 'supplement' : 'title']
  const policy = `default-src 'none'; style-src ${policyDigest(style)}; base-uri 'none'; form-action 'none'`
  const pairs: (readonly [string, string])[] = [
    [w('number'), escaped(manifest.number)],
    [w('caseName'), escaped(manifest.caseName)],
    [w('sender'), escaped(manifest.sender)],
    [w('receiver'), escaped(manifest.receiver)],
    [w('frozenAt'), escaped(inShanghai(manifest.frozenAt))],
    [w('crimes'), manifest.crimes.map((crime) => both(crimeWords(crime))).join('<br>')],
  ]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title[0])} ${escaped(manifest.number)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${both(title)}</h1>
<p>${w('confidentiality')}</p>
<dl>${pairs.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
<p><a href="${verifyName}">${verifyName}</a> ${w('verify')}</p>
<p>${w('noAcceptance')}</p>
<h2>${w('items')}</h2>
${([1, 2, 3, 4, 5] as const).map((material) => materialSection(material, manifest)).join('\n')}
${
  manifest.withheld.length === 0
    ? ''
    : `<h2>${w('withheld')}</h2>\n<ul>${manifest.withheld.map(({ title: name, reason }) => `<li>${escaped(name)}（${escaped(reason)}）</li>`).join('')}</ul>`
}
</main>
</body>
</html>
`
}

const crimeWords = (crime: string): Pair => Object.entries(crimes).find(([id]) => id === crime)?.[1] ?? [crime, crime]

const inShanghai = (moment: string) =>
  `${Temporal.Instant.from(moment).toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')}（北京时间）`

function materialSection(material: 1 | 2 | 3 | 4 | 5, { items, part }: Pick<PacketManifest, 'items' | 'part'>): string {
  const own = items.filter((item) => item.material === material)
  if (own.length === 0 && part === 'supplement') return ''
  const list = own.length === 0 ? `<p>${w('none')}</p>` : `<ol>${own.map(itemLine).join('')}</ol>`
  return `<h3>${material}. ${both(materialWords[material])}</h3>\n${list}`
}

const itemLine = (item: PacketItem) => `<li><a href="${address(item.name)}">${escaped(item.title)}</a>${
  item.shownAs === 'plain' ? '' : ` <strong>[${w(item.shownAs)}]</strong>`
}
<p class="soft">${w('provenance')}：${escaped(item.provenance)}<br>${w('reason')}：${escaped(item.reason)}<br>
<code>${item.sizeBytes} B · SHA-256 ${item.sha256} · SM3 ${item.sm3}</code></p></li>`
