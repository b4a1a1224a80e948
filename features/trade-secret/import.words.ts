import { defineWords } from '../../core/words.ts'

export const importWords = defineWords({
  title: ['从表格导入', 'Import from a table'],
  lead: [
    '表格在您的浏览器里读取、加密，不上传原文件。',
    'The table is read and sealed in your browser; the file is not uploaded.',
  ],
  back: ['商业秘密登记', 'Register'],
  columns: [
    '第一行写列名，“名称”必填。可用的列：{columns}。没有写级别的，先定为重要商密；全部以“拟定”状态导入，由您逐项确认。',
    'The first row names the columns; “名称” is required. Columns: {columns}. Without a level, important; all are imported as drafts for you to confirm.',
  ],
  scan: [
    '也可以让命令行扫描本机的文件夹，列出可能需要登记的文件（只在本机运行，不上传），再把结果导入：',
    'Or let the command line scan a folder of this machine and list what may need registering (it runs locally and uploads nothing), then import the result:',
  ],
  file: ['XLSX 或 CSV 文件', 'XLSX or CSV file'],
  unreadable: [
    '读不出这个文件。请另存为 XLSX 或 CSV（20 MB 以内）再试。',
    'This file cannot be read. Save it as XLSX or CSV, at most 20 MB, and try again.',
  ],
  found: ['可导入 {ready} 项，{wrong} 处有误。', 'Ready: {ready}. Mistakes: {wrong}.'],
  row: ['第 {row} 行', 'Row {row}'],
  save: ['加密导入 {n} 项', 'Seal and import {n}'],
})
