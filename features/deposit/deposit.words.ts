import { defineWords } from '../../core/words.ts'

export const depositRefusals = defineWords({
  'entry-malformed': [
    '第 {place} 个条目不符合存证条目格式，什么都没有写入。请用守密的命令行或网页重新封存。',
    'Entry {place} is not a log entry; nothing was written. Seal again with the command line or the page.',
  ],
  'request-id-taken': [
    '这个请求编号已用于另一条目，什么都没有写入。请重新封存，会生成新的编号。',
    'This request id stands for another entry; nothing was written. Seal again to get a new one.',
  ],
  'log-halted': [
    '存证日志已暂停签发（{reason}），条目未写入。请稍后再试，或联系管理人员。',
    'The log signs nothing at present ({reason}); the entry was not written. Try later or ask the administrator.',
  ],
  'receipt-pending': [
    '已写入日志，正在签发凭证，通常只需几秒，请稍后再取。',
    'It is in the log; the receipt is being made, which takes seconds. Ask again shortly.',
  ],
  'deposit-not-current': [
    '这项存证已撤销或已被取代，不能再这样办理。',
    'This deposit was withdrawn or superseded, so this is no longer possible.',
  ],
  'not-a-successor': [
    '取代它的须是本单位之后作出、且仍有效的存证。',
    'What supersedes it must be a later deposit of the same organisation that still stands.',
  ],
})

export const depositNotices = defineWords({
  'deposit.recheck': [
    '存证“{label}”到了复核原件的日子：请用 shoumi check 核对原件是否仍与存证一致。',
    'It is time to compare the originals of deposit “{label}”: run shoumi check.',
  ],
})
