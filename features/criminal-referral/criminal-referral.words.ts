import { defineWords } from '../../core/words.ts'

export const referralRefusals = defineWords({
  'packet-incomplete': [
    '移送包还缺 {count} 项，补齐后才能封存：',
    'The packet still lacks {count} things. Complete it before it is frozen:',
  ],
  'packet-being-sealed': [
    '移送包正在登记公开日志并签名，通常只需几秒，请稍候再试。',
    'The packet is being entered in the public log and signed, which takes seconds. Try again shortly.',
  ],
  'packet-not-open': [
    '目前的环节不能准备移送包：批准移送后、公安机关通知补正后才可以。',
    'A packet is prepared once the referral was approved, or once a supplement was asked for.',
  ],
  'file-not-yours': [
    '所选文件中有的不在您可以查看的范围内（涉密件须先获准查看），或者已被撤销。',
    'One of the files is not yours to see (a confidential one needs leave first), or was withdrawn.',
  ],
  'file-damaged': [
    '文件“{name}”的内容与登记的校验值不一致，不能移送。请核对原件后重新上传。',
    'The file “{name}” no longer has the digest it was registered with. Compare the original and upload it again.',
  ],
  'masked-is-confidential': [
    '“{name}”的脱敏件本身是涉密附件，请另选已脱敏的文件。',
    'What was chosen as the masked version of “{name}” is itself confidential. Choose a masked file.',
  ],
  'day-in-future': ['日期晚于今天，请改为实际办理的日期。', 'The day lies ahead. Give the day on which it was done.'],
  'seizure-not-moved': [
    '本案还有 {count} 项查封、扣押没有处理：请先在该事项中办理“随涉嫌犯罪案件移送”（同时签发移送告知书）或者解除，再办结交接。',
    '{count} sealings or seizures of the case are still in force. Move them with the referral (which issues the notice to the party), or release them, before the handover.',
  ],
  'log-halted': [
    '公开日志已暂停签发，移送包不能封存。请联系管理人员。',
    'The public log signs nothing at present, so no packet can be frozen. Ask the administrator.',
  ],
})

export const referralNotices = defineWords({
  'criminal-referral.sent': [
    '{sender}向贵单位移送涉嫌犯罪案件《{title}》，请签收回执。',
    '{sender} has referred “{title}” to you. Sign the receipt.',
  ],
  'criminal-referral.answered': ['《{title}》：{body}已办理“{act}”。', '“{title}”: {body} has done “{actEn}”.'],
  'criminal-referral.told': [
    '《{title}》：移送机关已办理“{act}”。',
    '“{title}”: the referring authority has done “{actEn}”.',
  ],
  'reverse-transfer.transferred': [
    '{body}移送《{title}》，请接收登记；核查期限自移送之日起算。',
    '{body} has transferred “{title}”. Receive and register it; the inquiry runs from the day of the transfer.',
  ],
  'reverse-transfer.noted': ['《{title}》：{body}已办理“{act}”。', '“{title}”: {body} has done “{actEn}”.'],
  'reverse-transfer.told': ['您移送的《{title}》有新进展：{act}。', 'What you transferred, “{title}”: {actEn}.'],
})
