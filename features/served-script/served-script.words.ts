import { defineWords } from '../../core/words.ts'

export const servedScriptWords = defineWords({
  title: ['本站运行的脚本', 'The scripts this site runs'],
  lead: [
    '密室的加密和解密由您的浏览器运行本站的脚本完成。脚本由本站发出，所以脚本若被改动，保护就可能落空。为此，每次更新后，全部文件的摘要清单都写入公开日志，改动会留下痕迹。',
    'What seals and opens in the sealed room is a script of this site, run by your browser. A changed script could undo the protection. So after every update the list of all files with their digests goes into the public log, where a change leaves a trace.',
  ],
  present: ['现行清单', 'The present list'],
  notBuilt: ['本站没有经过构建，没有清单。', 'This site was not built; there is no list.'],
  notEntered: [
    '现行清单尚未写入公开日志（日志暂停签发）。恢复后重新启动即会写入。在此之前请勿依赖本页。',
    'The present list is not in the public log yet, because the log is halted. It is entered at the next start after that. Do not rely on this page until then.',
  ],
  digest: ['清单的 SHA-256', 'SHA-256 of the list'],
  files: ['文件数', 'Files'],
  since: ['启用时间', 'Served since'],
  number: ['存证编号', 'Request id'],
  list: ['下载清单', 'Download the list'],
  proof: ['下载证明（.tsproof）', 'Download the proof (.tsproof)'],
  pending: ['凭证正在签发，请几秒后再试。', 'The receipt is being made; try again in a few seconds.'],
  place: ['在日志中的位置', 'Its place in the log'],
  checkTitle: ['怎样核对', 'How to compare'],
  checkText: [
    '在任何一台有 curl 和 sha256sum 的机器上，把本站正在发出的文件取回，与清单逐个比对；再用命令行或单页核验工具核对清单在日志中的位置。请从自己的网络核对，最好不止一个地方。',
    'On any machine with curl and sha256sum, fetch what this site serves and compare it with the list file by file; then verify the place of the list in the log with the command line or the one-file tool. Do it from your own network, best from more than one.',
  ],
  limitTitle: ['这能说明什么，不能说明什么', 'What this shows, and what not'],
  limits: [
    '能说明：本站公布过哪些脚本，从何时起。不能说明：脚本没有缺陷；也不能阻止服务器只对某一个人发出另一份脚本。对这种风险不能接受的内容，请用命令行在本机加密。',
    'It shows which scripts this site has published, and since when. It does not show that they are free of faults, nor keep a server from giving one person another script. What cannot bear that risk should be sealed on your own machine with the command line.',
  ],
  earlier: ['历次清单', 'All lists'],
  none: ['还没有清单写入日志。', 'No list has been entered yet.'],
})
