import { defineWords } from '../../core/words.ts'

export const sealWords = defineWords({
  drop: ['把文件或文件夹拖到这里', 'Drop files or folders here'],
  dropHint: [
    '也可以用下面的按钮选择。可以分几次添加，加完再封存。',
    'Or choose with the buttons below. You may add several times before sealing.',
  ],
  chooseFiles: ['选择文件', 'Choose files'],
  chooseFolder: ['选择文件夹', 'Choose a folder'],
  listing: ['正在清点：已找到 {count} 项', 'Looking through: {count} found so far'],
  chosen: ['已选 {files} 个文件，共 {size}', '{files} files chosen, {size} in all'],
  chosenWithFolders: [
    '已选 {files} 个文件，共 {size}；另有 {folders} 个空文件夹',
    '{files} files chosen, {size} in all; {folders} empty folders besides',
  ],
  start: ['开始封存', 'Seal'],
  clear: ['清空', 'Clear'],
  stop: ['停止', 'Stop'],
  again: ['封存另一批', 'Seal others'],
  hugeFile: [
    '其中一个文件特别大。单个文件只能从头算到尾，不能分给多个处理器核心一起算，速度就是一个核心的速度。请让本页开着，可以先做别的事。',
    'One file is very large. A single file can only be computed from its beginning to its end, not by several processor cores at once, so it goes at the speed of one core. Leave this page open and do something else meanwhile.',
  ],
  progress: ['封存进度', 'Progress of the seal'],
  filesDone: ['文件', 'Files'],
  bytesDone: ['数据', 'Data'],
  rate: ['速度', 'Rate'],
  timeLeft: ['大约还需', 'Time left, about'],
  of: ['{done} / {total}', '{done} of {total}'],
  perSecond: ['{size}/秒', '{size}/s'],
  seconds: ['{n} 秒', '{n} s'],
  minutes: ['{n} 分钟', '{n} min'],
  hours: ['{h} 小时 {n} 分钟', '{h} h {n} min'],
  unknownYet: ['正在估算', 'being estimated'],
  composing: ['正在生成原件清单并自查', 'Writing the opening file and checking it'],
  heardStart: ['开始封存，共 {files} 个文件。', 'Sealing {files} files.'],
  heardShare: ['已完成 {percent}%。', '{percent}% done.'],
  heardDone: ['封存完成，请下载原件清单。', 'Sealed. Download the opening file.'],
  heardStopped: ['已停止，没有生成任何东西。', 'Stopped; nothing was made.'],
  stopped: [
    '已停止。没有生成任何东西，文件也没有被改动；选好的文件还在，可以重新开始。',
    'Stopped. Nothing was made and no file was touched; what you chose is still here.',
  ],
  list: ['文件', 'Files'],
  showMore: ['再显示 {n} 项', 'Show {n} more'],
  stateWaiting: ['等待', 'waiting'],
  stateReading: ['正在读取', 'being read'],
  stateDone: ['已算好', 'done'],
  stateChanged: ['被改动过，已按改动后的内容封存', 'changed meanwhile; sealed as it is now'],
  stateUnreadable: ['没有读到，未封存', 'not read, not sealed'],
  emptyFolder: ['空文件夹', 'empty folder'],
  sameNameMark: ['有重名之嫌', 'name looks alike'],
  nameReplacedMark: ['文件名编码不规范', 'name is not valid Unicode'],
  turnedAway: [
    '有 {n} 项没有加入：清单里已有相同路径的文件。两个不同的文件同名时，请把它们放在各自的文件夹里，再拖入文件夹。',
    '{n} were not added: the list already has a file of the same path. If two different files have one name, put them in folders of their own and drop the folders.',
  ],
  turnedAwayPath: ['有 {n} 项没有加入：文件名为空或过长。', '{n} were not added: the name is empty or too long.'],
  lookAlike: [
    '有 {n} 个文件名只差大小写或字符组合方式，在别的系统上会被当作同一个文件。照常封存，并在清单里注明。',
    '{n} file names differ only in case or in how letters are composed; other systems take them for one. They are sealed and marked.',
  ],
  problems: ['请留意这些文件', 'Files to look at'],
  problemChanged: [
    '选择之后或封存途中被改动。已重新读取，封存的是改动后的内容。',
    'It was changed after being chosen or while being sealed. It was read again and sealed as it is now.',
  ],
  problemChanging: [
    '两次读取之间内容都在变，因此没有封存。请先关闭正在写入它的程序，再单独封存。',
    'It kept changing while being read, so it was not sealed. Close the program that writes to it and seal it again.',
  ],
  problemNotReadable: [
    '浏览器读不到它（NotReadableError）：可能在选择之后被改动或移走，正被其他程序占用，或者没有读取权限。已重试一次，没有封存。请关闭占用它的程序后重新选择。',
    'The browser cannot read it (NotReadableError): it was changed or moved after you chose it, another program holds it, or you may not read it. It was tried twice and not sealed. Close that program and choose the file again.',
  ],
  problemNotFound: [
    '文件不在了（NotFoundError）：可能已被移走、改名或删除。没有封存。',
    'The file is gone (NotFoundError): moved, renamed or deleted. It was not sealed.',
  ],
  problemOther: ['没有读到（{error}），没有封存。', 'It could not be read ({error}) and was not sealed.'],
  sealed: ['封存完成', 'Sealed'],
  reopen: ['已有原件清单（.tsopening），接着存证', 'I have an opening file (.tsopening) to deposit'],
  reopened: ['原件清单完整', 'The opening file is whole'],
  reopenedText: [
    '清单里有 {files} 个文件，{size}。承诺值已由清单重新推算，清单没有上传。',
    'It lists {files} files, {size}. The commitment was computed from it again; it was not uploaded.',
  ],
  sealedText: [
    '共封存 {files} 个文件，{size}。已用生成的原件清单重新推算承诺值，两者一致。',
    '{files} files, {size}. The commitment was computed again from the opening file and is the same.',
  ],
  notSealed: [
    '有 {n} 项没有读到，不在这次封存之内，只在清单里记下了名字。',
    '{n} could not be read and are not part of this seal; the opening file only names them.',
  ],
  commitmentSha256: ['承诺值（SHA-256）', 'Commitment (SHA-256)'],
  commitmentSm3: ['承诺值（SM3）', 'Commitment (SM3)'],
  requestId: ['请求编号', 'Request id'],
  entrySize: ['存证条目', 'Entry to deposit'],
  download: ['下载原件清单（.tsopening）', 'Download the opening file (.tsopening)'],
  downloaded: [
    '已交给浏览器保存。请确认文件确实在，再离开本页。',
    'Handed to the browser. Make sure it is there before you leave.',
  ],
  keepIt: [
    '请妥善保管原件清单和原始文件：没有清单，存证以后无法证明任何文件；清单里有文件名和摘要，属于您的秘密，不要外传。下载清单之后，才能进行存证。',
    'Keep the opening file and the originals. Without the opening file a deposit proves nothing about any file; it holds names and digests, so it is as secret as they are. You can deposit once you have downloaded it.',
  ],
  read: ['已读取 {read}', '{read} read'],
  sent: ['已发送 {sent}', '{sent} sent'],
  bytes: ['{n} 字节', '{n} bytes'],
  sentUnmeasured: ['另有 {n} 个请求的大小无法预知', '{n} more requests of unknown size'],
  checkYourself: [
    '自己核对：先断开网络，再放入文件，封存照样完成。',
    'Check it yourself: switch the network off, then drop the files. Sealing still works.',
  ],
  whatWasSent: ['发送了什么', 'What was sent'],
  nothingSent: ['到现在为止什么都没有发送。', 'Nothing so far.'],
  howCounted: [
    '从封存页面载入时算起，计入所有请求的正文，以及选择文件以后新出现的网址。读取文件的程序在独立线程里运行，浏览器按网页安全策略禁止它连接任何地址。',
    'Counted since this page was loaded: the bodies of all requests, and every new address since files were chosen. The code that reads files runs in a thread of its own, which the browser forbids, by content policy, to connect to anything.',
  ],
  notProvenTitle: ['这里没有证明什么', 'What this does not prove'],
  notProvenCounter: [
    '计数由本页自己给出。如果您连本站也不信任，请断网操作，封存后下载清单、关闭本页，再恢复网络，凭清单存证；或者用命令行离线封存。',
    'The count is the page’s own. If you do not trust this site either, work with the network off, download the opening file, close the page, go online again and deposit from the opening file; or seal offline with the command line.',
  ],
  notProvenContent: [
    '封存只说明这些字节在存证之时已经存在，不说明内容真实、由谁创作或归谁所有。',
    'A seal says that these bytes existed when deposited. It does not say that they are true, who made them or whose they are.',
  ],
  notProvenBrowser: [
    '浏览器看不到符号链接、文件权限和特殊文件，选择文件夹时也看不到空文件夹；某些浏览器察觉不到封存途中的改动。需要这些时请用命令行封存。',
    'A browser does not see symbolic links, permissions or special files, nor empty folders in a chosen folder, and some do not notice a file changing meanwhile. Use the command line where that matters.',
  ],
  folderNotHere: ['这个浏览器不能选择文件夹，请选择文件。', 'This browser cannot choose folders; choose files.'],
})

/** Why nothing was sealed. */
export const sealFailures = defineWords({
  'no-wasm': [
    '这个浏览器太旧，或被设置为不允许运行 WebAssembly，无法计算。请换用较新的浏览器，或用命令行封存。',
    'This browser is too old or not allowed to run WebAssembly. Use a newer browser or the command line.',
  ],
  'self-check': [
    '自查没有通过：由清单推算的承诺值与先前的不一致。什么都没有保留，请重试；若再次出现，可能是内存或磁盘有故障。',
    'The self-check failed: the opening file does not lead back to the commitment. Nothing was kept. Try again; if it happens again, memory or disk may be faulty.',
  ],
  'engine-not-loaded': [
    '计算程序没有载入，可能是网络中断。请联网后刷新本页，再断网操作也可以。',
    'The computing part did not load, perhaps because the network failed. Reload with the network on; you may switch it off afterwards.',
  ],
  'not-an-opening': [
    '这不是完整的原件清单（.tsopening），可能选错了文件，或文件已损坏。',
    'This is not a whole opening file (.tsopening): a wrong file, or a damaged one.',
  ],
  'nothing-to-seal': ['没有一个文件能读到，因此没有封存。', 'Not one file could be read, so nothing was sealed.'],
  defect: [
    '计算中途出了故障，什么都没有保留。请刷新重试；若文件特别多，可以分批封存。',
    'Something broke on the way and nothing was kept. Reload and try again, in smaller parts if there are very many files.',
  ],
})
