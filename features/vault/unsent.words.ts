import { defineWords } from '../../core/words.ts'

export const unsentWords = defineWords({
  found: ['没有提交的内容（{at}）', 'Not sent, from {at}'],
  foundText: [
    '上锁或者关闭页面以前写的，已经加密留在这台设备上，只有您的密钥能打开。',
    'It was written before the room locked or the page was closed, and lies on this device, sealed to your key.',
  ],
  take: ['接着写', 'Go on with it'],
  drop: ['不要了', 'Drop it'],
  damaged: ['这份内容打不开。', 'It cannot be opened.'],
  elsewhere: [
    '这台设备上还留着您没有提交的内容，已加密。',
    'Something that you have not sent lies on this device, sealed.',
  ],
  go: ['去看 {at} 写的', 'See what was written at {at}'],
  offline: [
    '网络断了。您写的已经加密留在这台设备上，上锁、关闭页面都不会丢；连上后接着保存。',
    'You are offline. What you write is kept on this device, sealed; neither a lock nor closing the page loses it. It is saved once you are back.',
  ],
})
