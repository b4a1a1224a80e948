import type { Pair } from '../../../core/words.ts'
import { concat, toBase64 } from '../../../evidence/bytes.ts'
import { keyId } from '../../../evidence/note.ts'
import { certificateTexts as texts } from './deposit-certificate.words.ts'
import type { CertificateContent, CertificateTimestamp } from './deposit-certificate-content.ts'

type RecipeStep = { readonly comment: Pair; readonly lines: readonly string[] }
export const commandLine = 'npx shoumi verify R.tsreceipt.json PATH'
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
