import { defineWords } from '../../core/words.ts'

export const clueRefusals = defineWords({
  'sender-missing': ['移送、交办的，请写明来自哪个机关。', 'Say which body referred, assigned or transferred it.'],
  'reverse-facts-missing': [
    '反向移送的，请填写处罚时效的判断。',
    'For a reverse transfer, say how the limitation stands.',
  ],
  'day-in-future': ['收到日期晚于今天，请核对。', 'The day of receipt lies ahead. Check it.'],
  'opinion-day-missing': [
    '填写了检察意见书文号，请同时填写收到日期。',
    'You gave the number of an opinion. Give the day on which it came as well.',
  ],
  'no-such-clue': ['没有这个编号的线索，请核对。', 'No clue has this number. Check it.'],
  'same-clue': ['这是同一条线索，不能与自己关联。', 'This is the same clue.'],
  'linked-already': ['两条线索已经关联。', 'They are linked already.'],
  'no-channel': [
    '本线索没有举报（投诉）渠道，或者您不能查看。',
    'This clue has no channel, or none that is yours to see.',
  ],
  'not-named': ['举报人没有留下姓名。', 'The reporter gave no name.'],
  'release-waiting': ['您已经申请，正在等待决定。', 'You asked for this already; it waits for a decision.'],
  'release-decided': ['这项申请已经决定。', 'This was decided already.'],
  'release-own': ['申请须由另一人决定，不能自己批准自己。', 'Somebody else must decide on what you asked for.'],
  'not-released': [
    '您没有获准查看，或者准许的时间已过。请说明理由重新申请。',
    'You have not been let see this, or the time for it has ended. Ask again and say why.',
  ],
  'file-apart': [
    '这个文件没有阅读副本。请说明理由，申请查看原件。',
    'There is no copy of this file to read. Ask for the original and say why.',
  ],
})

export const complaintRefusals = defineWords({
  'attached-twice': ['同一个附件只能放在一个部分里。', 'An attachment belongs to one part only.'],
  'complaint-incomplete': ['还不能提交，请补充：{what}。', 'It cannot be sent yet. Still needed: {what}.'],
  'not-sent-yet': ['投诉还没有提交，提交后才能写消息。', 'Send the complaint first, then write.'],
})

export const clueNotices = defineWords({
  'clue.arrived': ['收到新线索：{title}。', 'A new clue came in: {title}.'],
  'clue.reporter-wrote': [
    '《{title}》的举报人（投诉人）发来消息或者文件。',
    'The reporter of “{title}” wrote or sent files.',
  ],
  'clue.release-asked': [
    '《{title}》：{name}申请查看举报人身份或者原件，等您决定。',
    '“{title}”: {name} asks to see the reporter’s identity or an original; it waits for your decision.',
  ],
  'clue.release-decided': [
    '《{title}》：您申请查看的事项已有决定。',
    '“{title}”: what you asked to see was decided on.',
  ],
  'complaint.wrote': ['办理机关给您的投诉回了消息。', 'The office wrote about your complaint.'],
  'complaint.told': ['您的投诉有了处理情况，请查看。', 'There is news on your complaint.'],
})

/** What the office says to a reporter through the channel when it has decided, or knows the outcome. */
export const tellingWords = defineWords({
  'decision.filed': ['您反映的情况已经立案。', 'A case was filed on what you reported.'],
  'decision.declined': ['您反映的情况经核查，决定不予立案。', 'After the inquiry it was decided not to file a case.'],
  'decision.referred': [
    '您反映的情况不属于本机关管辖，已经移送有管辖权的部门。',
    'What you reported is outside our jurisdiction and was referred to the competent authority.',
  ],
  outcome: ['您反映的情况已经处理完毕。', 'What you reported has been dealt with.'],
})
