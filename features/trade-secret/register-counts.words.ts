import { defineWords } from '../../core/words.ts'

export const countsWords = defineWords({
  title: ['企业登记数量', 'What enterprises registered'],
  lead: [
    '只列同意提供的企业，只有各级别、各类别的项数，没有名称和内容。企业停止提供后，这里随即不再显示。',
    'Only enterprises that agreed, and only how many of each level and kind. When one stops, its numbers are gone from here.',
  ],
  none: ['还没有企业同意提供数量。', 'No enterprise has agreed to give numbers.'],
  total: ['同意提供的企业 {firms} 家，共 {n} 项', 'Enterprises that agreed: {firms}; entries together: {n}'],
  firm: ['企业', 'Enterprise'],
  at: ['数量截至', 'Counted'],
  kinds: ['各类别', 'By kind'],
  kind: ['类别', 'Kind'],
  number: ['项数', 'Entries'],
  sum: ['合计', 'Sum'],
})

export const givenWords = defineWords({
  title: ['向市场监管部门提供数量', 'Numbers for the authority'],
  text: [
    '默认不提供。同意后，只把已生效登记的各级别、各类别项数告诉市场监管部门，用于统计；名称、内容、位置、人员一概不提供。可随时停止，停止后对方即看不到。',
    'By default nothing is given. If you agree, the authority learns how many entries in force stand at each level and of each kind; no name, content, place or person. You can stop at any time, and it sees nothing from then on.',
  ],
  off: ['现在没有提供。', 'Nothing is given at present.'],
  on: ['正在提供（{at} 的数量）：', 'Given at present (as of {at}):'],
  follows: [
    '登记有变化时，打开本页就会更新这些数量。',
    'When the register changes, opening this page brings them up to date.',
  ],
  item: ['{name}：{n} 项', '{name}: {n}'],
  nothing: ['没有已生效的登记', 'no entry in force'],
  agree: ['同意提供数量', 'Agree to give numbers'],
  stop: ['停止提供', 'Stop'],
})
