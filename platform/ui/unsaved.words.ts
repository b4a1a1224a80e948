import { defineWords } from '../../core/words.ts'

export const unsavedWords = defineWords({
  title: ['还有内容没有保存', 'Something is not saved yet'],
  text: [
    '本页有写了还没有保存的内容，离开后就没有了。',
    'What was written on this page and not saved is lost when you leave it.',
  ],
  stay: ['留在本页', 'Stay'],
  leave: ['离开，不保存', 'Leave without saving'],
  offline: [
    '网络断了。您写的还在这一页，连上后会接着保存。连上以前不要关闭或刷新，也不要让密室上锁。',
    'You are offline. What you wrote is still on this page and is saved once you are back. Until then do not close or reload it, and do not let the room lock.',
  ],
})
