import { defineWords } from '../../core/words.ts'

export const measuresWords = defineWords({
  title: ['对应的保密措施', 'Measures for this secret'],
  lead: [
    '“公司有制度”不够。写明对这项秘密做了什么、从哪天起、证据在哪里。',
    'A general policy is not enough: what is done for this secret, since when, and where its evidence is.',
  ],
  empty: ['还没有登记措施。', 'No measure yet.'],
  advice: ['这一级还应有的措施（{n} 项）', 'What this level still asks for ({n})'],
  adviceLead: [
    '按级别列出，是企业自行管理的参考做法，不是法定清单。确实做了的才登记，并写明证据。',
    'By level: usual practice for managing it, no list of the law. Register only what is really done, with its evidence.',
  ],
  done: ['已做到，登记', 'Done: register it'],
  all: ['这一级应有的措施都已登记。', 'Every measure of this level is registered.'],
  topic: ['对应哪一项要求', 'Which requirement it meets'],
  noTopic: ['（不对应）', '(none)'],
  kind: ['这类内容请注意：{what}', 'With things of this kind, mind: {what}'],
  ended: ['已停止', 'ended'],
  what: ['做了什么', 'What is done'],
  measure: ['措施种类', 'Kind of measure'],
  since: ['起', 'Since'],
  until: ['止', 'Until'],
  evidence: ['证据在哪里', 'Where its evidence is'],
  ai: [
    '智能工具登记为“{now}”，比这一级的做法宽。请在“基本情况”里收紧，或说明理由。',
    'AI tools are “{now}”, which is more than this level allows. Tighten it under “About”, or say why.',
  ],
})
