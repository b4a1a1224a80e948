import { defineWords } from '../../core/words.ts'

export const tipWords = defineWords({
  title: ['举报投诉', 'Report or complain'],
  lead: [
    '发现有人侵犯商业秘密，可以在这里举报。不需要注册，也可以不留姓名。',
    'Report here that somebody infringes a trade secret. No account is needed, nor your name.',
  ],
  anonymous: ['匿名举报', 'Report anonymously'],
  anonymousText: [
    '不问您是谁。用查询码查看进展，并与办理机关互通消息。',
    'Nobody asks who you are. With the return code you see what becomes of it and can exchange messages with the office.',
  ],
  named: ['实名举报', 'Report with my name'],
  namedText: [
    '姓名和电话与举报内容分开保管，办理人员须说明理由并经另一人批准才能查看。实名并提供相关事实和证据的，办理机关应当将处理结果及时告知您。',
    'Name and telephone are kept apart from the report; an officer sees them only for a stated reason and once somebody else has approved. Whoever gives their name with facts and evidence must be told the outcome without delay.',
  ],
  namedSource: ['《反不正当竞争法》第二十条', 'Anti-Unfair Competition Law, article 20'],
  steps: ['怎么办理', 'How it works'],
  step1: [
    '先记下查询码。它是您以后查看进展的唯一凭据。',
    'Write down the return code first. Nothing else lets you come back.',
  ],
  step2: ['填写发生了什么。', 'Say what happened.'],
  step3: [
    '添加文件（可以不加）。提交前会告诉您每个文件里还藏着哪些信息，例如拍摄位置、作者。',
    'Add files if you have any. Before you send them you are told what else they reveal, such as where a picture was taken or who wrote it.',
  ],
  step4: [
    '提交。以后凭查询码查看进展、回答问题、补充材料。',
    'Send it. With the code you come back to see what happens, answer questions and add to it.',
  ],
  wait: ['要等多久', 'How long it takes'],
  waitText: [
    '办理机关自收到材料的次日起 {days} 个工作日内核查，并决定是否立案；有特殊情况的，经负责人批准可以延长 {more} 个工作日。检测、检验、检疫、鉴定以及权利人辨认或者鉴别的时间不计算在内。',
    'The office looks into it and decides whether to file a case within {days} working days from the day after it arrives. The head may extend this once by {more} working days in special circumstances. Time for testing, appraisal or identification by the right holder does not count.',
  ],
  waitSource: [
    '《市场监督管理行政处罚程序规定》第十八条',
    'Provisions on Procedures for Administrative Penalties in Market Regulation, article 18',
  ],
  protection: ['怎样保护您', 'How you are protected'],
  protection1: [
    '举报页面不使用 Cookie，不引用其他网站的任何内容，不记录您的网络地址。',
    'These pages set no cookies, load nothing from other sites, and keep no network address.',
  ],
  protection2: [
    '您写的内容、文件和姓名加密保存，钥匙不在数据库里。',
    'What you write, your files and your name are kept encrypted; the key is not in the database.',
  ],
  protection3: [
    '平台挡不住的：您的网络运营者或者单位网络能看出您打开过本网站；您写的事情如果只有少数人知道，内容本身就可能让人猜到是您。请不要使用单位的电脑和网络。',
    'What no site can hide: your network, at work above all, can tell that you opened this site; and if few people know what you write, the story may point to you. Do not use your employer’s computer or network.',
  ],
  before: ['请注意', 'Please note'],
  before1: [
    '不要写出商业秘密的具体内容，说明它是什么、在哪里、怎样被侵犯即可。',
    'Do not write down the secret itself. Say what kind it is, where it is kept and how it was infringed.',
  ],
  before2: ['不得通过本网站提交国家秘密。', 'Never submit state secrets through this site.'],
  before3: ['请如实反映情况，对材料的真实性负责。', 'Tell the truth; you answer for what you submit.'],
  haveCode: ['已有查询码', 'I have a return code'],
  haveCodeText: ['查看进展、回复消息、补充材料。', 'See what became of it, answer, add to it.'],
  open: ['打开', 'Open'],
  rightHolder: ['我是权利人（企业）', 'I am the right holder'],
  rightHolderText: [
    '企业用自己的账号投诉，可以分次填写、保存草稿、按清单整理材料。',
    'An enterprise complains with its own account: in several sittings, with a draft kept and a list of what to hand in.',
  ],
  toComplaint: ['登录后投诉', 'Sign in to complain'],

  codeTitle: ['请先记下查询码', 'Write down your return code first'],
  codeLabel: ['您的查询码', 'Your return code'],
  codeText: [
    '请抄在纸上，或者存在只有您能看到的地方。它不会再用别的方式发给您，遗失后无法找回；得到它的人可以看到您的举报。',
    'Write it on paper or keep it where only you can see it. It is not sent to you in any other way and cannot be recovered; whoever has it sees your report.',
  ],
  codeCheck: ['请输入查询码的最后四位，确认已经记下', 'Type its last four signs to confirm that you have it'],
  codeConfirm: ['已经记下，继续', 'I have it, go on'],
  codeMismatch: [
    '与查询码的最后四位不一致，请对照上面重新输入。',
    'These are not the last four signs. Compare with the code above.',
  ],
  codeAgain: ['请再次确认您已经记下查询码：', 'Make sure once more that you have written down the return code:'],

  writeTitleAnonymous: ['匿名举报', 'Anonymous report'],
  writeTitleNamed: ['实名举报', 'Report with your name'],
  writeLead: [
    '没有注明“选填”的都必须填写。不要写出商业秘密的具体内容。',
    'Fill in whatever is not marked optional. Do not write down the secret itself.',
  ],
  accused: ['被举报的单位或者个人', 'Who is accused'],
  happened: ['发生了什么', 'What happened'],
  happenedHint: [
    '谁、对谁的什么信息、做了什么，您手上有什么证据。',
    'Who did what with whose information, and what evidence there is.',
  ],
  when: ['什么时候发生的', 'When it happened'],
  where: ['在哪里发生的', 'Where it happened'],
  how: ['您是怎么知道的', 'How you know'],
  howHint: ['请避免写出能认出您的细节。', 'Leave out what would give you away.'],
  holder: ['商业秘密属于谁', 'Whose secret it is'],
  optional: ['（选填）', '(optional)'],
  identityTitle: ['您的姓名和联系方式（与举报内容分开保管）', 'Your name and contact (kept apart from the report)'],
  name: ['姓名', 'Name'],
  phone: ['电话', 'Telephone'],
  contact: ['其他联系方式', 'Another way to reach you'],
  toReview: ['保存并检查', 'Save and review'],
  mistakes: ['有内容需要修改：', 'Some things need to be corrected:'],
  tooLong: ['内容太长，最多 {most} 个字。', 'Too long: at most {most} signs.'],

  reviewTitle: ['检查并提交', 'Review and send'],
  notSent: ['还没有提交。', 'Not sent yet.'],
  notSentText: [
    '内容已经保存 {days} 天，期间可以凭查询码回来继续；逾期不提交会自动删除。',
    'What you wrote is kept for {days} days. Come back with the code to go on; what is not sent by then is deleted.',
  ],
  files: ['文件', 'Files'],
  noFiles: ['没有添加文件。', 'No files.'],
  found: ['这个文件里还有以下信息：', 'This file also says:'],
  finding: ['{what}：', '{what}: '],
  foundNothing: ['没有发现附带信息。', 'Nothing else was found in it.'],
  cleaned: [
    '办理人员看到的是去掉这些信息的副本；原件单独保管，须经批准才能查看。',
    'Officers see a copy without all this. The original is kept apart and seen only with approval.',
  ],
  agree: [
    '我同意办理人员直接查看这个文件的原件（包括上述信息）',
    'I agree that officers read the original of this file, with all of the above',
  ],
  agreeHint: ['不同意的，办理人员须经批准才能查看。', 'If you do not, it is seen only with approval.'],
  remove: ['删除', 'Remove'],
  addFiles: ['添加文件', 'Add files'],
  addFilesHint: [
    '每次最多 {files} 个，每个不超过 {mb} MB，总共不超过 {all} 个。',
    'At most {files} at a time, each up to {mb} MB, {all} in all.',
  ],
  chooseFiles: ['选择文件', 'Choose files'],
  upload: ['添加并查看附带信息', 'Add, and see what they reveal'],
  edit: ['修改内容', 'Change the text'],
  wantReceipt: ['为我制作一份举报凭证', 'Make me a receipt'],
  wantReceiptHint: [
    '凭证能证明您在什么时间举报过，不含举报内容和您的身份，以后也可以再制作。凭证本身说明您举报过，请妥善保存。',
    'It proves when you reported, without the content and without your name. It can also be made later. Having it shows that you reported: keep it safe.',
  ],
  send: ['提交举报', 'Send the report'],

  sentTitle: ['举报已经提交', 'Your report was sent'],
  sentText: [
    '办理机关已经收到。预计 {days} 个工作日内决定是否立案，请过几天凭查询码回来查看。',
    'The office has it. Expect a decision on filing within {days} working days, and come back with your code in some days.',
  ],
  toStatus: ['查看进展', 'See the status'],

  returnTitle: ['凭查询码查看', 'Come back with your code'],
  returnHint: ['大小写、空格和横线都可以。', 'Capitals, small letters, spaces and dashes all do.'],
  see: ['查看', 'See'],
  wrongCode: ['查询码不正确或者已失效。', 'This code is not correct or has expired.'],
  tryAgain: ['重新输入', 'Try again'],

  statusTitle: ['您的举报', 'Your report'],
  sentOn: ['提交时间', 'Sent'],
  messages: ['消息', 'Messages'],
  noMessages: ['还没有消息。', 'No messages yet.'],
  you: ['您', 'You'],
  office: ['办理机关', 'The office'],
  message: ['给办理机关写消息', 'Write to the office'],
  sendMessage: ['发送', 'Send'],
  messageSent: ['消息已经发送。', 'Your message was sent.'],
  filesSent: ['文件已经提交。', 'Your files were sent.'],
  sendFiles: ['提交这些文件', 'Send these files'],
  sentFile: ['已提交', 'Sent'],
  wrote: ['您写的内容', 'What you wrote'],
  refresh: ['刷新', 'Refresh'],
  receipt: ['举报凭证', 'Receipt'],
  receiptNone: ['还没有制作。', 'None was made.'],
  makeReceipt: ['制作凭证', 'Make a receipt'],
  receiptNumber: ['凭证编号 {number}', 'Receipt number {number}'],
  downloadReceipt: ['下载凭证', 'Download the receipt'],
  receiptMade: ['凭证已经制作，几秒后即可下载。', 'The receipt was made and can be downloaded in some seconds.'],
  back: ['返回', 'Back'],
  failedTitle: ['没有保存', 'Not saved'],
  failedText: [
    '这一步的内容没有保存，以前保存的都还在，可以凭查询码重新打开。',
    'Nothing of this step was kept. What was saved before is still there: open it with your code.',
  ],
})

/** What the reporter is told of each stage: what it means, and what to expect. `{due}` is the last day of the inquiry. */
export const statusWords = defineWords({
  sent: ['已收到，正在登记。', 'Received, being registered.'],
  received: ['已收到并登记，等待指派核查人员。', 'Received and registered; somebody will be assigned to look into it.'],
  'under-inquiry': ['正在核查。', 'Being looked into.'],
  'inquiry-extended': [
    '正在核查，因情况特殊经负责人批准延长了期限。',
    'Being looked into; the head has extended the time in special circumstances.',
  ],
  filed: ['已经立案，进入调查。', 'A case was filed and is being investigated.'],
  declined: [
    '经核查，决定不予立案。对结果有疑问的，可以在下面写消息。',
    'After the inquiry it was decided not to file a case. If you have questions, write below.',
  ],
  referred: [
    '本机关没有管辖权，已经移送有管辖权的部门。移送的材料中不含您的身份信息。',
    'This office has no jurisdiction and has referred it to the competent authority, without anything that says who you are.',
  ],
  archived: ['已经办结归档。', 'Closed and archived.'],
})

/** How long it will take. `{due}` is the last day of the inquiry, `{days}` are working days. */
export const waitWords = defineWords({
  length: [
    '预计自收到材料的次日起 {days} 个工作日内决定是否立案。',
    'Expect a decision on filing within {days} working days from the day after it arrived.',
  ],
  left: [
    '预计不晚于 {due} 决定是否立案，还有 {days} 个工作日。',
    'Whether a case is filed should be decided by {due}: {days} working days from now.',
  ],
  due: ['预计不晚于 {due} 决定是否立案。', 'Whether a case is filed should be decided by {due}.'],
  today: [
    '预计今天（{due}）决定是否立案，请过几天再来查看。',
    'Whether a case is filed should be decided today, {due}. Come back in some days.',
  ],
  overdue: [
    '原定不晚于 {due} 决定是否立案，现已超过。您可以在下面写消息询问。',
    'Whether a case is filed should have been decided by {due}. You may write below and ask.',
  ],
  paused: [
    '因检测、检验、检疫、鉴定或者权利人辨认，核查期限暂停计算，恢复计算后这里会显示新的日期。',
    'The time stands still for testing, appraisal or identification by the right holder. A new day is shown here once it goes on.',
  ],
})

export const tipRefusals = defineWords({
  'wrong-code': tipWords.wrongCode,
  busy: ['现在使用的人太多，请过几分钟再试。', 'Too many people at once. Try again in some minutes.'],
  'too-large': [
    '文件太大：每个不超过 20 MB，一次合计不超过 40 MB、5 个。请减少后重新添加。',
    'Too large: each file up to 20 MB, 40 MB and five files at a time. Add fewer.',
  ],
  'too-many-files': ['文件太多：总共不超过 {most} 个。', 'Too many files: {most} in all.'],
  'file-empty': ['有的文件是空的，请重新选择。', 'One of the files is empty. Choose again.'],
  'file-bomb': [
    '有的文件解压后过大，不能接收。请另存或者拆分后再添加。',
    'One of the files unpacks to more than can be taken. Save it anew or split it.',
  ],
  'already-sent': [
    '这份举报已经提交，不能再修改；可以写消息补充。',
    'This report was sent and cannot be changed. Write a message instead.',
  ],
  'not-sent-yet': ['这份举报还没有提交。', 'This report was not sent yet.'],
  'message-empty': ['请先写下消息内容。', 'Write something first.'],
  'message-too-long': ['消息太长，最多 {most} 个字。', 'Too long: at most {most} signs.'],
  'receipt-exists': ['凭证已经制作过。', 'There is a receipt already.'],
  'no-receipt': ['还没有制作凭证。', 'There is no receipt.'],
  'receipt-pending': [
    '凭证正在写入公开日志，请过几秒再下载。',
    'The public log is taking the receipt in. Try again in some seconds.',
  ],
  'log-halted': [
    '公开日志暂停，现在不能制作凭证；不影响举报。',
    'The public log is halted, so no receipt can be made now. The report is not affected.',
  ],
})
