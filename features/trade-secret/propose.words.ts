import { defineWords } from '../../core/words.ts'

export const proposeWords = defineWords({
  title: ['建议登记', 'Propose for the register'],
  lead: [
    '您觉得哪样东西不该让外人知道？写给保管人，只有保管人能打开。',
    'What should outsiders not know? Write it to the keepers; only they can open it.',
  ],
  name: ['名称（不透露内容）', 'Name (reveals nothing)'],
  nameHint: ['例如“二号炉升温曲线”', 'Such as “heating curve of furnace no. 2”'],
  why: ['为什么要保密', 'Why it should be kept'],
  where: ['在哪里', 'Where it is'],
  sent: ['已加密提交给保管人。', 'Sealed and sent to the keepers.'],
  noVault: [
    '本单位还没有建立密室，请先请负责人建立。',
    'Your organisation has no vault yet. Ask its representative to make one.',
  ],
  mine: ['我提过的建议', 'My proposals'],
})

export const decisions = defineWords({
  waiting: ['待处理', 'waiting'],
  admitted: ['已采纳', 'admitted'],
  amended: ['修改后采纳', 'amended and admitted'],
  declined: ['未采纳', 'declined'],
})
