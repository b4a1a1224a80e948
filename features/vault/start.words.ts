import { defineWords } from '../../core/words.ts'

export const startWords = defineWords({
  title: ['守住商业秘密：从这里开始', 'Keeping trade secrets: begin here'],
  progress: ['{all} 步中已完成 {done} 步', '{done} of {all} steps done'],
  done: ['已完成', 'Done'],
  waiting: ['等着您办', 'Waiting for you'],
  toAcknowledge: ['有 {n} 件告知、学习或者交还事项待您办理', '{n} things for you to acknowledge, learn or hand back'],
  overdue: ['其中 {n} 件已过期限', '{n} of them overdue'],
  proposals: ['同事提了 {n} 条登记建议，等您决定', '{n} proposals of colleagues wait for your decision'],
  shares: ['有人发起恢复，等您交出份额：{name}', 'Somebody asks for a recovery and needs your share: {name}'],
  change: [
    '有人离开，需要更换密室密钥；打开密室即自动更换',
    'Somebody left: the key of the vault changes when you open it',
  ],
})
