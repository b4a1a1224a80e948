import { defineWords } from '../../core/words.ts'

export const recheckWords = defineWords({
  title: ['原件复核', 'Originals compared'],
  lead: [
    '在存放原件的电脑上定期运行下面的命令，看原件是否仍与存证时一致。全部在那台电脑上进行，不上传任何内容。',
    'Run this regularly on the machine that holds the originals: do they still match what was deposited? All of it happens there; nothing is sent.',
  ],
  schedule: ['设为定时任务的写法：npx shoumi recheck --help', 'To run it on a schedule: npx shoumi recheck --help'],
  none: ['还没有复核过。', 'Never compared so far.'],
  newest: [
    '最近复核：{at}，{checked} 份中 {different} 份不一致。',
    'Last compared: {at}, {different} of {checked} no longer match.',
  ],
  found: [
    '{at} 复核，{checked} 份中 {different} 份不一致。',
    'Compared {at}: {different} of {checked} no longer match.',
  ],
  matches: ['全部一致', 'All match'],
  differs: ['有不一致', 'Some differ'],
  whole: ['按整份结果登记（结果里没有这一项关联的存证）', 'Taken in whole: the result names no deposit of this entry'],
  names: ['不一致的文件', 'What no longer matches'],
  earlier: ['以前的复核', 'Earlier ones'],
  file: ['选取结果文件（复核结果.json）', 'Choose the result file'],
  fileHint: [
    '文件只在本页读取，数量随这一项加密保存。',
    'It is read in this page only; the counts are sealed with this entry.',
  ],
  tooLarge: ['文件过大，不是复核结果。', 'The file is too large for a result.'],
  take: ['登记这次复核', 'Register this re-check'],
  trust: [
    '结果由命令行在那台电脑上得出，这里照录，不另行核对。',
    'The command line found this on that machine; here it is taken down, not checked again.',
  ],
})
