import { defineWords } from '../../core/words.ts'

export const kindWords = defineWords({
  rule: ['制度规则', 'Rules'],
  guideline: ['工作指引', 'Guidelines'],
  interpretation: ['政策解读', 'Policy explained'],
  notice: ['通知公告', 'Notices'],
  article: ['专栏文章', 'Articles'],
  law: ['法律法规', 'Law'],
  question: ['问答', 'Questions and answers'],
})

export const stateWords = defineWords({
  draft: ['起草中', 'Draft'],
  'under-review': ['待审核', 'Under review'],
  returned: ['已退回', 'Returned'],
  'in-comment': ['征求意见', 'Open for comment'],
  published: ['已发布', 'Published'],
  repealed: ['已废止', 'Repealed'],
  discarded: ['已放弃', 'Discarded'],
})

export const versionStateWords = defineWords({
  'in-force': ['现行', 'Current'],
  superseded: ['已被新版本取代', 'Superseded'],
  repealed: ['已废止', 'Repealed'],
})

export const markWords = defineWords({
  官: ['官方文本', 'official text'],
  校: ['官方文本，网页脱误已校正', 'official text, slips of the web page repaired'],
  例: ['其他地方的公开做法', 'published practice elsewhere'],
  拟: ['本平台整理，非官方文本', 'compiled by this platform, not official'],
})

export const actWords = defineWords({
  write: ['起草', 'Begin'],
  edit: ['修改', 'Edit'],
  submit: ['提交审核', 'Send for review'],
  rework: ['继续修改', 'Take up again'],
  revise: ['更正（新版本）', 'Correct (new version)'],
  'keep-published': ['放弃这次更正', 'Drop this correction'],
  discard: ['放弃草稿', 'Discard the draft'],
  publish: ['批准并发布', 'Approve and publish'],
  'open-comment': ['公开征求意见', 'Open for public comment'],
  return: ['退回', 'Return'],
  repeal: ['废止', 'Repeal'],
})

export const publicationRefusals = defineWords({
  'act-not-open': [
    '在现在的状态下不能这样办理，请刷新后查看。',
    'This is not open in the text’s present state. Reload to see it.',
  ],
  'own-text': [
    '起草人不能审核自己写的内容，请由另一位审核人办理。',
    'Whoever wrote a text does not review it. Ask another reviewer.',
  ],
  'reason-required': ['请写明理由。', 'Give a reason.'],
  'comment-needed': [
    '制度规则和工作指引首次发布前须公开征求意见。',
    'Rules and guidelines are opened for public comment before their first publication.',
  ],
  'comment-period-open': [
    '征求意见期到 {closesOn} 止，期满后才能发布。',
    'The comment period runs to {closesOn}; publish after it.',
  ],
  'comment-period-too-short': [
    '征求意见期最早到 {earliest} 止。',
    'The comment period must run to {earliest} or later.',
  ],
  'comments-undecided': ['还有 {count} 条意见没有处理。', '{count} comments are not decided yet.'],
  'comments-closed': ['现在不在征求意见期内。', 'This text is not open for comment now.'],
  'comment-decided': ['这条意见已经处理过。', 'This comment has been decided already.'],
  'comment-not-shown': ['先决定公开这条意见，再答复。', 'Show the comment before replying to it.'],
  'not-a-draft': ['只有起草中的文本可以修改。', 'Only a draft can be changed.'],
  'days-reversed': ['失效日期不能早于生效日期。', 'The last day must not lie before the first.'],
  'source-required': [
    '标为官、校、例的内容须写明文号或出处。',
    'Content marked 官， 校 or 例 names its document number or source.',
  ],
  'slug-taken': ['这个网址已被使用，请换一个。', 'This address is taken. Choose another.'],
})

export const publicationNotices = defineWords({
  'publication.submitted': ['《{title}》已提交，等待您审核。', '“{title}” was sent for review.'],
  'publication.returned': ['《{title}》被退回：{note}', '“{title}” was returned: {note}'],
  'publication.published': ['《{title}》已发布。', '“{title}” was published.'],
  'publication.in-comment': [
    '《{title}》开始公开征求意见，到 {closesOn} 止。',
    '“{title}” is open for public comment until {closesOn}.',
  ],
  'publication.commented': ['《{title}》收到一条公众意见，等待处理。', 'A comment on “{title}” waits to be decided.'],
})
