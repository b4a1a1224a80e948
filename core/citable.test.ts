import { describe, expect, test } from 'vitest'
import { type Citable, citationsIn, isCitable } from './citable.ts'

const instruments = [
  { id: 'PROC', title: '市场监督管理行政处罚程序规定（总局令2号）' },
  { id: 'APL', title: '行政处罚法' },
  { id: 'PC', title: '刑法 219、219-1、220' },
  { id: 'MPS', title: '公安机关办理刑事案件程序规定' },
]
const list: readonly Citable[] = [
  { law: 'PROC', titles: ['程序规定'], articles: '18 19 33–35 50第1款 60 60末款 64', whole: '18–79' },
  { law: 'APL', titles: [], articles: '36 37 64 64第1项 64第2项' },
  { law: 'PC', titles: ['刑法'], articles: '219 219之1' },
  { law: 'MPS', titles: [], articles: '180–182' },
  { law: 'SPC20', titles: ['法释〔2020〕7号'], articles: '3 4' },
  { law: '旧办法', titles: [], articles: '31' },
  { law: '民法典', titles: [], articles: '188 195' },
]
const read = (text: string) => citationsIn(text, list, instruments).map(({ law, place }) => `${law} ${place}`)
const refused = (text: string) =>
  citationsIn(text, list, instruments)
    .filter((one) => !one.unverified && !isCitable(one, list))
    .map(({ text }) => text)

describe('a citation is read', () => {
  test.each([
    ['《行政处罚法》第三十六条', ['APL 36']],
    ['《中华人民共和国行政处罚法》第三十六条、第三十七条', ['APL 36', 'APL 37']],
    ['《行政处罚法》（2021修订）第三十六条', ['APL 36']],
    ['依《程序规定》第64条办理', ['PROC 64']],
    ['《行政处罚法》第六十四条第一项、第二项', ['APL 64第1项', 'APL 64第2项']],
    ['《市场监督管理行政处罚程序规定》第六十条第一款第二项、第三项', ['PROC 60第1款第2项', 'PROC 60第1款第3项']],
    ['《市场监督管理行政处罚程序规定》第六十条末款', ['PROC 60末款']],
    ['《市场监督管理行政处罚程序规定》第三十三条至第三十五条、第六十四条', ['PROC 33–35', 'PROC 64']],
    ['《公安机关办理刑事案件程序规定》第一百八十条', ['MPS 180']],
    ['《刑法》第二百一十九条、第二百一十九条之一', ['PC 219', 'PC 219之1']],
    ['PROC 33–35；APL 64(1)、85', ['PROC 33–35', 'APL 64(1)', 'APL 85']],
    ['PC 219-1', ['PC 219之1']],
    ['民法典 188、195', ['民法典 188', '民法典 195']],
    ['法释〔2020〕7号第三条、第四条', ['SPC20 3', 'SPC20 4']],
    ['旧办法第三十一条（2026 年新办法待核）', ['旧办法 31']],
    ['《别的办法》第三条；R1；A4 18', []],
  ])('%s', (text, places) => {
    expect(read(text)).toEqual(places)
  })
})

describe('a citation is refused', () => {
  test.each([
    ['of an article that the reference does not name', '《行政处罚法》第二十八条', ['第二十八条']],
    ['of a paragraph where it names the article only', 'PROC 19第2款', ['19第2款']],
    ['of an item that it does not name', '《行政处罚法》第六十四条第一项、第四项', ['第四项']],
    ['of an article where it names a paragraph only', '《程序规定》第五十条', ['第五十条']],
    ['of one article out of a whole', '《程序规定》第二十一条', ['第二十一条']],
    ['of a row with a gap', '《程序规定》第十八条至第三十三条', ['第十八条至第三十三条']],
    ['of an unnamed item in a basis', 'APL 64(4)', ['64(4)']],
  ])('%s', (_, text, articles) => {
    expect(refused(text)).toEqual(articles)
  })

  test.each([
    '《程序规定》第十八条至第七十九条',
    '《程序规定》第三十四条、第六十条末款',
    '《程序规定》第五十条第一款',
    'APL 64(2)',
    'PC 219-1',
  ])('but not %s', (text) => {
    expect(refused(text)).toEqual([])
  })

  test('and the mark 待核 holds for the article before it, not for the others', () => {
    expect(refused('《程序规定》第四条（待核）、第四十三条')).toEqual(['第四十三条'])
    expect(refused('APL 28、63（待核）')).toEqual(['28'])
  })
})
