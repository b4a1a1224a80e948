import { defineWords } from '../../core/words.ts'

export const organisationRefusals = defineWords({
  'already-registered': [
    '该统一社会信用代码已登记。请联系本单位负责人邀请您加入；如系他人冒用，请联系区市场监管局。',
    'This credit code is registered already. Ask your organisation’s representative to invite you; if somebody else used it, tell the office.',
  ],
  'link-invalid': [
    '链接不正确、已使用或已过期。请重新申请。',
    'This link is wrong, already used or out of date. Ask for a new one.',
  ],
  'act-not-open': [
    '现在的状态下不能办理此事，请刷新后查看。',
    'This is not open in the present state. Reload to see it.',
  ],
  'reason-required': ['请写明理由，对方会看到。', 'Give a reason; the organisation will read it.'],
  'role-not-of-this-kind': ['这类单位没有这个角色：{roles}。', 'This kind of organisation has no such role: {roles}.'],
  'role-required': ['请至少选择一个角色。', 'Choose at least one role.'],
  'last-in-charge': [
    '这是本单位最后一位可以管理成员的人。请先把管理权交给他人。',
    'This is the last person who can manage members. Hand that over to somebody first.',
  ],
  'open-duties': [
    '还有 {count} 项未完成的工作。请先移交，再办理离开。',
    'There are {count} open duties. Hand them over before leaving.',
  ],
  'already-member': ['此人已是本单位成员。', 'This person is a member already.'],
  'not-a-member': ['接手人须是本单位在职成员。', 'The successor must be a present member of this organisation.'],
  'weak-password': ['密码不符合要求：{reason}。', 'The password will not do: {reasonEn}.'],
  'kind-registers-itself': [
    '企业和园区由自己登记，再由区局准入；此处只设立其他单位。',
    'Enterprises and parks register themselves and are then admitted; only other bodies are established here.',
  ],
})

export const organisationNotices = defineWords({
  'organisation.awaits-admission': [
    '“{name}”已确认登记，等待准入。',
    '“{name}” confirmed its registration and awaits admission.',
  ],
  'organisation.admit': ['“{name}”已准入，现在可以使用平台。', '“{name}” was admitted and can use the platform.'],
  'organisation.decline': ['“{name}”未获准入。理由：{reason}', '“{name}” was not admitted. Reason: {reason}'],
  'organisation.suspend': ['“{name}”的使用已暂停。理由：{reason}', 'Use by “{name}” was suspended. Reason: {reason}'],
  'organisation.reinstate': ['“{name}”已恢复使用。', '“{name}” was reinstated.'],
})
