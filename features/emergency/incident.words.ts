import { defineWords } from '../../core/words.ts'

export const incidentWords = defineWords({
  title: ['泄密处置', 'Incidents'],
  lead: [
    '发现泄密，或者怀疑泄密：先报告，先止损，先固定证据。这里按小时告诉您该做什么，并把每一步记下来。',
    'A leak, or the suspicion of one: report, contain, keep the evidence. This says what to do by the hour, and writes down each step.',
  ],
  start: ['发现泄密，开始处置', 'A leak was found: start'],
  startDrill: ['开始一次演练', 'Start a drill'],
  back: ['泄密处置', 'Incidents'],
  all: ['历次处置与演练', 'Incidents and drills so far'],
  emptyText: [
    '还没有处置记录。平时先把联系人填好，每年用演练走一遍。',
    'Nothing so far. Fill in the contacts beforehand, and walk through a drill once a year.',
  ],
  newTitle: ['开始处置', 'Start'],
  newDrillTitle: ['开始演练', 'Start a drill'],
  drill: ['演练', 'Drill'],
  drillNote: [
    '这是演练，不是真的泄密。各处都标“演练”，不进入举证包，也不对外提交。',
    'This is a drill, not a leak. It is marked as one everywhere, enters no proof pack and is sent to nobody.',
  ],
  number: ['编号', 'Number'],
  what: ['出了什么事（一句话，不写秘密内容）', 'What happened, in one line, without the content'],
  discoveredAt: ['发现时间', 'Discovered at'],
  discoveredHint: ['北京时间，格式：2026-11-24 10:30', 'China time, form: 2026-11-24 10:30'],
  wrongMoment: [
    '时间不对，或晚于现在。请写成 2026-11-24 10:30。',
    'Not a moment, or later than now. Write it as 2026-11-24 10:30.',
  ],
  discoverer: ['发现人', 'Who noticed'],
  channel: ['从哪里、经什么渠道', 'From where, by which channel'],
  begin: ['开始计时', 'Start the clocks'],
  state: ['状态', 'State'],
  closedState: ['已结束', 'Closed'],
  runningState: ['处置中', 'Running'],
  missingEntry: ['没有这一项，或已被移除。', 'There is no such incident.'],
  unsaved: [
    '有 {n} 处改动服务器还没有收到，已加密留在这台设备上。',
    'The server does not have {n} changes yet; they are kept on this device, sealed.',
  ],
  unsavedOffline: [
    '网络断了。有 {n} 处改动已加密留在这台设备上，上锁、关闭页面都不会丢，连上后打开本页自动保存。同事现在还看不到。',
    'You are offline. {n} changes are kept on this device, sealed: neither a lock nor closing the page loses them, and they are saved when this page is open and you are back. Colleagues do not see them yet.',
  ],
  takenUp: [
    '上锁或者关闭页面以前没有保存的 {n} 处改动已经取回，正在保存。',
    '{n} changes that were not saved before the room locked or the page was closed are back, and are being saved.',
  ],
  takenUpSaved: [
    '上锁或者关闭页面以前没有保存的 {n} 处改动已经取回，保存好了。',
    '{n} changes that were not saved before the room locked or the page was closed are back, and saved.',
  ],
  lineBegun: ['没有写完的一条日志：{text}', 'A line of the log, not finished: {text}'],
  startBegun: ['没有开始的处置：{text}', 'An incident, not started: {text}'],
  saving: ['保存中', 'saving'],
  saved: ['已保存', 'saved'],
})

export const clockWords = defineWords({
  clocks: ['时钟', 'Clocks'],
  since: ['从 {at} 发现时起算（北京时间）。', 'Counted from the discovery at {at}, China time.'],
  until: ['到 {at}', 'until {at}'],
  left: ['还剩 {hours} 小时 {minutes} 分', '{hours} h {minutes} min left'],
  over: ['已超过 {hours} 小时 {minutes} 分', '{hours} h {minutes} min over'],
  met: ['必做步骤已完成', 'mandatory steps done'],
  metLate: ['必做步骤已完成，晚了 {hours} 小时 {minutes} 分', 'mandatory steps done, {hours} h {minutes} min late'],
  missing: ['还差 {n} 步', '{n} steps missing'],
  overdueSteps: ['超过时间还没有登记的：', 'Overdue and not recorded:'],
  openSteps: ['还没有登记的：', 'Not recorded yet:'],
  now: ['现在先做', 'Do this now'],
  nowText: ['做完一步，登记一步。', 'Record each step once it is done.'],
  nowNone: ['必做步骤都登记了。', 'Every mandatory step is recorded.'],
  allSteps: ['全部步骤和依据', 'All steps and their sources'],
  steps: ['该做什么', 'What to do'],
  firstHours: ['先做这几件', 'First of all'],
  firstHoursText: [
    '打不开密室也先照做，事后补记。',
    'Do these even before the room is open, and write them down afterwards.',
  ],
  never: ['不要做', 'Never'],
})

export const logWords = defineWords({
  log: ['处置日志', 'Log'],
  logLead: ['只加不改。写错了，再加一条说明。', 'It is added to, never changed. Correct a mistake by another line.'],
  logEmpty: ['还没有记录。', 'Nothing yet.'],
  addLine: ['记一条', 'Add a line'],
  kind: ['类型', 'Kind'],
  at: ['发生时间', 'When it happened'],
  text: ['内容', 'What'],
  evidence: ['证据在哪里（位置、校验值、存证编号）', 'Where the evidence is: place, digest, number of the deposit'],
  evidenceHint: [
    '顺序：先封存原件，再算校验值、存证，最后写在这里。网页先公证或可信存证，再申请下架。',
    'In this order: seal the original, digest and deposit it, then write it here. Have web pages recorded before asking for removal.',
  ],
  late: ['事后补记', 'written later'],
  deposit: ['去存证', 'Make a deposit'],
  depositText: [
    '存证只登记校验值，文件不离开本机。存证后回到这里记一条，选择这次存证。',
    'A deposit enters digests only; files stay on this machine. Then come back, add a line and choose it.',
  ],
  chooseDeposit: ['已有的存证', 'A deposit that was made'],
  noDeposit: ['不选', 'None'],
  depositLine: ['存证 {id}（{on}）', 'deposit {id} ({on})'],
  evidenceFull: ['这一条写不下了，请另记一条。', 'There is no room left in this line; write another one.'],
  digestFile: ['在本机计算文件的校验值', 'Digest a file on this machine'],
  digesting: ['正在计算……', 'Digesting …'],
  unreadable: ['文件读不出来，请检查后重选。', 'The file could not be read. Check it and choose again.'],
})

export const contactWords = defineWords({
  contacts: ['联系谁', 'Whom to call'],
  book: ['平时的联系人', 'Contacts, kept ready'],
  bookText: [
    '姓名和电话由本单位填写，平台不提供号码。每次处置开始时带入。预案要求每季度核对一次。',
    'Names and numbers are the firm’s own; the platform gives none. Every incident begins with them. Go through them every quarter.',
  ],
  bookChecked: ['上次核对：{on}', 'Last gone through: {on}'],
  bookEmpty: [
    '还没有填写。出事时找不到人，是最常见的耽误。',
    'Not filled in. Not finding people is what costs most time.',
  ],
  prepare: ['填写联系人', 'Fill in the contacts'],
  checked: ['已核对，都打得通', 'Gone through, all reachable'],
  role: ['角色', 'Role'],
  name: ['姓名、单位', 'Name'],
  phone: ['电话', 'Phone'],
  call: ['拨打', 'Call'],
  nobody: [
    '没有联系人。至少填总负责人、信息管理员和律师。',
    'Nobody yet. Fill in at least who leads, the IT administrator and counsel.',
  ],
  edit: ['修改联系人', 'Edit the contacts'],
  unfilled: ['还没有填：{roles}', 'Not filled in: {roles}'],
  office: ['市场监管部门的联系方式见公开网站', 'The authority’s own contact is on the public site'],
})

export const onwardWords = defineWords({
  secrets: ['涉及哪些登记', 'Which entries of the register'],
  secretsText: ['只选登记，不在这里写秘密内容。', 'Choose entries only; write nothing of the secret here.'],
  secretsNone: ['还没有登记商业秘密。先登记，才能准备举证包。', 'No secret is registered yet; a proof pack needs one.'],
  toRegister: ['登记一项商业秘密', 'Register a trade secret'],
  choose: ['选择登记', 'Choose entries'],
  byCarrier: [
    '电脑、房间或服务器丢了：查里面放着哪些商业秘密',
    'A laptop, room or server is lost: see which secrets lie there',
  ],
  nothingChosen: ['还没有选。', 'None chosen.'],
  pack: ['准备举证包', 'Start a proof pack'],
  packOf: ['准备举证包：{number}', 'Start a proof pack: {number}'],
  ways: ['走哪条路', 'Which way'],
  waysText: [
    '由主要负责人决定，可以同时准备（IN-16）。投诉材料和举证包都要先选好涉及的登记。',
    'The top manager decides; several ways may be prepared together (IN-16). Choose the entries first.',
  ],
  complain: ['向市场监管部门投诉（起草）', 'Complain to the authority: draft'],
  tip: ['到公开网站举报（可以不署名）', 'Report on the public site, without a name if you wish'],
  police: [
    '涉嫌犯罪的，向公安机关报案；马上要被披露的，向人民法院申请行为保全。依据见 IN-13、IN-18。',
    'If a crime is suspected, report to the police; if disclosure is imminent, apply to the court for an injunction. Sources at IN-13 and IN-18.',
  ],
  noWays: ['演练到此为止：不投诉、不举报、不做举证包。', 'A drill ends here: no complaint, no tip, no pack.'],
  letters: ['文书', 'Letters'],
  lettersText: [
    '打开时带入本次处置已有的内容，写好后在这里看得到。告知函只写有证据的事实。',
    'They open with what this incident holds already, and stand here once kept. A letter of notice states provable facts only.',
  ],
  write: ['写《{title}》', 'Write “{title}”'],
  writeIt: ['写一份', 'Write one'],
  written: ['本次写的', 'written here'],
  standing: ['本单位现行的', 'the firm’s own'],
  draft: ['草稿', 'draft'],
  approved: ['第 {version} 版，{on} 批准', 'version {version}, approved {on}'],
})

export const recordWords = defineWords({
  record: ['处置记录', 'The record'],
  recordText: [
    '日志与已登记的步骤，按发生的先后。举证包会采用真实事件的时间线。',
    'Log and recorded steps in the order of what happened. A proof pack takes the timeline of a real incident.',
  ],
  drillText: ['演练的记录不进入举证包。', 'The record of a drill enters no proof pack.'],
  empty: ['还没有可以导出的内容。', 'There is nothing to export yet.'],
  docx: ['导出 DOCX', 'Export DOCX'],
  txt: ['导出文本', 'Export text'],
  print: ['打印 / 存为 PDF', 'Print / save as PDF'],
  exported: [
    '已在本机生成。下面的校验值已记入日志，可以把文件拿去存证。',
    'Made on this machine. Its digest stands in the log now; the file can be deposited.',
  ],
  exportLine: ['导出处置记录（{name}）', 'Record exported ({name})'],
})

export const reportWords = defineWords({
  title: ['报告泄密', 'Report a leak'],
  lead: [
    '发现泄密、误发、丢失，或者觉得不对劲：马上在这里报告，同时打电话给保密专员。主动报告应当鼓励，不应责难。',
    'A leak, something mis-sent or lost, or just a suspicion: report it here at once, and call the confidentiality officer too. Reporting deserves encouragement, not blame.',
  ],
  lead2: ['内容加密后只交给本单位的保管人。', 'It is sealed to the keepers of your firm only.'],
  reach: ['今晚怎么找到您（电话）', 'How to reach you tonight'],
  send: ['加密报告', 'Seal and report'],
  sent: [
    '已加密交给保管人。请再打电话确认有人看到；不要在工作群里讨论。',
    'Sealed and handed to the keepers. Call as well, to be sure that somebody has seen it; do not discuss it in group chats.',
  ],
  noVault: [
    '本单位还没有建立密室，这里交不出去。请直接打电话报告负责人。',
    'Your firm has no vault yet, so nothing can be sent from here. Call whoever is in charge.',
  ],
  mine: ['我报告过的', 'What I reported'],
  waiting: ['还没有人处理', 'nobody has taken it up yet'],
  taken: ['已开始处置', 'taken up'],
  declined: ['已看过，不按泄密处置', 'seen; not treated as a leak'],
  reports: ['同事报告的', 'Reported by colleagues'],
  reportedBy: ['{name}，{at} 报告', '{name}, reported {at}'],
  takeUp: ['开始处置', 'Take it up'],
  addTo: ['记入“{title}”', 'Add to “{title}”'],
  decline: ['不是泄密', 'No leak'],
  damaged: ['这份报告打不开或格式不对，请当面问报告人。', 'It cannot be opened. Ask whoever reported it.'],
  reportLine: ['同事报告：{what}', 'Reported by a colleague: {what}'],
})
