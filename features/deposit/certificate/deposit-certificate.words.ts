import { defineWords } from '../../../core/words.ts'

/** Labels: the Chinese certificate prints the English one small beside it. */
export const certificateLabels = defineWords({
  title: ['存证证书', 'Certificate of Deposit'],
  number: ['证书编号', 'Certificate no.'],
  label: ['存证名称', 'Label'],
  depositor: ['存证人', 'Depositor'],
  creditCode: ['统一社会信用代码', 'Unified social credit code'],
  noLaterThan: ['不晚于', 'No later than'],
  place: ['日志条目', 'Log entry'],
  sha256: ['承诺值 C', 'Commitment C'],
  sm3: ['承诺值 C3', 'Commitment C3'],
  requestId: ['存证编号', 'Deposit number'],
  fileCount: ['文件数', 'Files'],
  verification: ['公开核验', 'Verify online'],
  proves: ['本证书证明什么', 'What this certificate proves'],
  provesNot: ['本证书不证明什么', 'What it does not prove'],
  keep: ['请保管好原件与 .tsopening 文件', 'Keep the originals and the .tsopening file'],
  record: ['技术记录', 'Technical record'],
  origin: ['日志', 'Log'],
  treeSize: ['条目 / 树大小', 'Entry / tree size'],
  root: ['树根', 'Root hash'],
  checkpoint: ['检查点', 'Checkpoint'],
  keys: ['日志公钥指纹', 'Log key fingerprints'],
  timestamps: ['时间戳', 'Timestamps'],
  witnesses: ['见证', 'Witness cosignatures'],
  algorithms: ['算法', 'Algorithms'],
  howToVerify: ['第三方如何不依赖本平台核验', 'How a third party verifies without this platform'],
})

export const certificateTexts = defineWords({
  subtitle: ['商业秘密数据存证', 'Trade-secret data deposit'],
  // Status
  final: ['已入日志', 'In the log'],
  promise: ['暂存承诺', 'Promise only'],
  revoked: ['已声明撤回', 'Withdrawn'],
  superseded: ['已被取代', 'Superseded'],
  promiseNote: [
    '本证书依据暂存承诺出具：条目已被日志接收，最终凭证尚未签发。请稍后换取最终证书。',
    'Made from a promise: the log has taken the entry and the final receipt is not issued yet. Ask for the final certificate later.',
  ],
  revokedNote: [
    '存证人已于{at}声明撤回本项存证。日志条目不会删除，所列承诺值与时间仍可核验。所述理由：{because}',
    'The depositor declared this deposit withdrawn on {at}. The log entry is not deleted; the commitments and times listed can still be verified. Reason given: {because}',
  ],
  supersededNote: [
    '存证人已声明本项存证由{by}取代。日志条目不会删除，所列承诺值与时间仍可核验。',
    'The depositor declared that {by} takes the place of this deposit. The log entry is not deleted; the commitments and times listed can still be verified.',
  ],
  // Field values
  noCreditCode: ['（账号未登记）', '(not on record)'],
  placeValue: ['{origin}　第 {index} 号（从 0 起计）', '{origin}, no. {index} (counted from 0)'],
  fileCountValue: ['{count} 个（由存证人填报并选择载明）', '{count} (stated by the depositor, who chose to show it)'],
  checkNote: [
    '每 4 位一组；行末两位数是该行十六进制数除以 97 的余数，便于人工比对。',
    'In groups of four; the two figures at the end are the line, read as a hexadecimal number, modulo 97, to help comparing by eye.',
  ],
  unshownNote: [
    '框内 U+ 码位表示无法或不宜直接显示的字符，以统一码（Unicode）码位代替。',
    'A framed U+ code stands for a character that cannot or must not be shown; it is its Unicode code point.',
  ],
  verificationNote: ['扫码核对本项存证的现时状态', 'Scan to see how this deposit stands now'],
  // Basis of the time
  momentNone: ['尚无时间证明', 'No proof of time yet'],
  basisLicensed: ['据{name}的时间戳（已计入其误差）', 'by the timestamp of {name} (its accuracy included)'],
  basisWitness: ['据独立见证{name}的联署时间', 'by the cosignature of the independent witness {name}'],
  basisLocal: ['据{name}的时间戳，无对外证明力', 'by the timestamp of {name}, which proves nothing to others'],
  localTime: [
    '时间由本地测试时间戳机构给出，无对外证明力。',
    'The time comes from a local test authority and proves nothing to others.',
  ],
  unlicensedTime: [
    '所列时间戳没有一个能追溯到有资质的机构，时间无对外证明力。',
    'No timestamp listed leads to a licensed authority; the time proves nothing to others.',
  ],
  noTime: [
    '尚无有资质机构的时间戳，日志自身的时间不作证明。',
    'There is no timestamp of a licensed authority yet; the log’s own time proves nothing.',
  ],
  noWitness: [
    '本日志暂无独立见证：日志是否对不同的人出示过不同内容，目前只能由保存过检查点的人相互比对。',
    'This log has no independent witness yet: whether it showed different people different things can only be found by those who kept checkpoints.',
  ],
  // Proves
  provesTime: [
    '承诺值 C 与 C3 不晚于{moment}已经存在，{basis}。',
    'Commitments C and C3 existed no later than {moment}, {basis}.',
  ],
  provesTimeNone: [
    '承诺值 C 与 C3 已经存在；何时存在，本证书尚无证明。',
    'Commitments C and C3 exist; since when, this certificate cannot prove yet.',
  ],
  provesPlace: [
    '二者已写入上列日志，是第 {index} 号条目；凭证载有它在 {size} 个条目的树中的包含证明。',
    'Both stand in the log named above as entry {index}; the receipt carries its inclusion proof in the tree of {size} entries.',
  ],
  provesPlacePromise: [
    '二者已被上列日志接收为第 {index} 号条目；包含证明随最终凭证给出。',
    'The log named above took both as entry {index}; the inclusion proof comes with the final receipt.',
  ],
  provesDepositor: [
    '该条目由上列存证人的账号提交。存证人的名称和代码依账号登记，日志条目本身不载明身份。',
    'The entry was made by the depositor’s account. Name and code are those on the account; the entry itself names nobody.',
  ],
  // Does not prove
  provesNotAuthor: ['谁是作者、所有人或者最早的持有人；', 'who is the author, the owner or the first holder;'],
  provesNotSecret: [
    '内容不为公众所知悉，或者已采取相应保密措施；',
    'that the content is secret, or that measures were taken to keep it so;',
  ],
  provesNotTrue: ['内容真实、完整、合法；', 'that the content is true, complete or lawful;'],
  provesNotAccepted: [
    '法院、仲裁机构或者行政机关必须采信；是否采信由其依法判断。',
    'that a court, an arbitral body or an authority must accept it: that is for them to decide.',
  ],
  keepText: [
    '请一并保管原件和封存时生成的 .tsopening 文件。缺少其中任何一样，就什么也证明不了。不要重新保存、转换格式或者重新压缩原件：改动一个字节，摘要就不再相符。两样都至少留两份、分处存放；.tsopening 文件不要公开。',
    'Keep the originals and the .tsopening file made when they were sealed. Without both, nothing can be proven. Do not re-save, convert or re-compress the originals: one changed byte and the digest no longer matches. Keep at least two copies of each in different places; do not publish the .tsopening file.',
  ],
  printout: [
    '本证书是凭证的可读文本，由系统自动生成，未加盖印章；证据以 .tsreceipt.json 凭证为准。',
    'This certificate is a readable copy made by the system and bears no seal; the evidence is the .tsreceipt.json receipt.',
  ],
  statusAsOf: ['状态截至出具之时。', 'Status as of issue.'],
  issued: ['{at}出具', 'issued {at}'],
  page: ['第 {n} 页，共 {total} 页', 'Page {n} of {total}'],
  specimen: ['示例', 'SPECIMEN'],
  specimenNote: ['示例：内容为虚构，不具任何效力。', 'Specimen: fictitious, of no effect.'],
  // Record
  treeValue: ['第 {index} 号 / {size} 个条目', 'no. {index} / {size} entries'],
  algorithmsBoth: [
    '文件摘要 SHA-256 与 SM3；承诺值 C 为 SHA-256，C3 为 SM3；日志为 RFC 6962 默克尔树（SHA-256）',
    'Files digested with SHA-256 and SM3; commitment C is SHA-256, C3 is SM3; the log is an RFC 6962 Merkle tree (SHA-256)',
  ],
  algorithmsSha256: [
    '文件摘要仅 SHA-256；承诺值 C 为 SHA-256，C3 为 SM3；日志为 RFC 6962 默克尔树（SHA-256）',
    'Files digested with SHA-256 only; commitment C is SHA-256, C3 is SM3; the log is an RFC 6962 Merkle tree (SHA-256)',
  ],
  otherLines: [
    '另有 {count} 行签名（其他算法或见证），载于凭证。',
    '{count} more signature lines (other algorithms, witnesses) are in the receipt.',
  ],
  keysNote: [
    '指纹是公钥的 SHA-256。应与从其他途径得到的公钥核对，不要只凭本证书。',
    'A fingerprint is the SHA-256 of the public key. Compare it with a key obtained elsewhere, not from this certificate alone.',
  ],
  stampLine: ['{authority} · {standing}', '{authority} · {standing}'],
  stampMoment: ['{at}，{accuracy}', '{at}, {accuracy}'],
  stampDetail: [
    '策略 {policy}　序列号 {serial}　{algorithm}　{level}',
    'policy {policy}, serial {serial}, {algorithm}, {level}',
  ],
  accuracyNone: ['误差未声明', 'accuracy not stated'],
  accuracyValue: ['误差 ±{seconds} 秒', 'accuracy ±{seconds} s'],
  noTimestamps: ['无', 'none'],
  noCosignatures: ['无', 'none'],
  more: ['另有 {count} 项，载于凭证。', '{count} more are in the receipt.'],
  licensed: ['有资质', 'licensed'],
  unlicensed: ['本地测试，无资质', 'local test, not licensed'],
  independent: ['独立', 'independent'],
  ownWitness: ['本平台自设', 'run by this platform'],
  levelValid: ['签名有效', 'signature valid'],
  levelTrusted: ['证书链可信', 'chain trusted'],
  levelRevocation: ['吊销状态已知', 'revocation known'],
  levelLongTerm: ['长期有效', 'long-term'],
  // Three ways
  wayPage: [
    '离线网页：在核验页把网页另存为一个文件，断网打开，拖入凭证、.tsopening 与原件。文件不上传。',
    'Offline page: save the verification page as one file, open it with the network off, drop in receipt, .tsopening and originals. Nothing is uploaded.',
  ],
  wayCommand: ['命令行：', 'Command line:'],
  wayCommandAfter: [
    '（R 为凭证名，旁边放 R.tsopening；PATH 为原件所在处）',
    '(R is the name of the receipt, with R.tsopening beside it; PATH is where the originals are)',
  ],
  wayStandard: [
    '通用工具：系统自带的 sh、sed、od、sha256sum 等与 OpenSSL 3。以下命令在凭证和清单所在文件夹执行；各步所得须与本证书所印一致。',
    'Standard tools: sh, sed, od, sha256sum and the like, and OpenSSL 3. Run this in the folder of receipt and opening; what each step gives must be what is printed here.',
  ],
  stepDigest: [
    '原件的 SHA-256 须在清单中（得 1）；清单是否推得出 C，用前两种方法核对',
    'the SHA-256 of an original must stand in the opening (gives 1); whether the opening leads to C is for the first two ways',
  ],
  stepEntry: [
    '日志条目：依次为 C、C3（各 32 字节）与存证编号',
    'the log entry: C, C3 (32 bytes each), then the deposit number',
  ],
  stepNote: ['检查点：正文与签名', 'the checkpoint: its text and its signatures'],
  stepKey: ['日志的 Ed25519 公钥与签名', 'the Ed25519 key and signature of the log'],
  stepPath: ['由条目算到树根；最后两行须相同', 'from the entry up to the root; the last two lines must be the same'],
  stepTime: [
    '时间戳；tsa-root.pem 为时间戳机构的根证书，须从该机构取得',
    'the timestamp; tsa-root.pem is the authority’s root certificate, to be had from the authority',
  ],
  withoutTime: ['（本凭证没有时间戳）', '(this receipt has no timestamp)'],
})
