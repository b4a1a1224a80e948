import { expect, test } from 'vitest'
import { readLaw } from '../platform/law.ts'

/** Written by hand from the tables of the reference, not from the files: what each must hold, no row more or less. */
const law = await readLaw()
const rows = (text: string) => text.trim().split(/\n\s*/)

test('the article map of the Anti-Unfair Competition Law has every row of §2.1', () => {
  const written = rows(`
    侵犯商业秘密、定义 9 → 10
    调查措施 13 → 16
    配合调查义务 14 → 17
    约谈 — → 18
    保密义务 15 → 19
    举报 16 → 20
    民事责任 17 → 22
    罚款 21 → 26
    从轻减轻不罚 25 → 32
    信用记录公示 26 → 33
    民事责任优先 27 → 34
    拒绝阻碍调查 28 → 35
    复议诉讼 29 → 36
    公务人员责任 30 → 37
    治安/刑事 31 → 38
    举证责任 32 → 39
    域外效力 — → 40`)
  expect(law.articles.map(({ topic, before, now }) => `${topic} ${before ?? '—'} → ${now}`)).toEqual(written)
  expect(law.articles.filter(({ added }) => added).map(({ now }) => now)).toEqual(['18', '40'])
  expect(law.articlesSince).toBe('2025-10-15')
})

test('the penalty tiers are those of §2.2', () => {
  const told = law.penaltyTiers.map(
    ({ id, fineYuan, endedFrom, endedTo }) => `${id} ${fineYuan.from}–${fineYuan.to} ${endedFrom}..${endedTo}`,
  )
  expect(told).toEqual(
    rows(`
      ordinary 100000–1000000 null..null
      serious 1000000–5000000 2025-10-15..null
      serious 500000–5000000 null..2025-10-14`),
  )
})

test('the numbers of §6, and of what is left open elsewhere, are there with their marks', () => {
  const told = law.parameters.map(({ id, value, unit, verified }) => `${id} ${value}${unit ?? ''} ${verified}`)
  expect(told).toEqual(
    rows(`
      counting.authority-rolls-over-weekends false ○
      counting.party-rolls-over-weekends true ○
      counting.referral-days D ○
      referral.copy-to-procuratorate false ○
      authority.district-is-city-level false ○
      authority.tsp3-covers all ◐
      hearing.line.organisation 100000元 ○
      hearing.line.person 10000元 ○
      criminal.loss-or-gain 300000元 ◐
      criminal.repeat-loss-or-gain 100000元 ◐
      criminal.repeat-within 2年 ◐
      criminal.especially-serious-multiple 10倍 ○
      criminal.fine-multiple-from 1倍 ◐
      criminal.fine-multiple-to 10倍 ◐
      criminal.limitation.serious 5年 ●
      criminal.limitation.especially-serious 15年 ●
      criminal.limitation.foreign 10年 ●
      civil.statutory-damages-to 5000000元 ●
      civil.punitive-multiple-from 1倍 ●
      civil.punitive-multiple-to 5倍 ●
      employment.non-compete-to 2年 ●`),
  )
})

test('what is read, not computed, is there line by line, with its basis and mark', () => {
  const told = law.statements.flatMap(({ statements }) =>
    statements.map(({ id, basis, verified }) => `${id} | ${basis} ${verified}`),
  )
  expect(told).toEqual(
    rows(`
      referral.general | XFER 3(1) ●
      referral.intellectual-property | XFER 3(2) ●
      referral.no-substitute | XFER 11 ●
      referral.set-off | XFER 11 ●
      criminal.pc219.serious | PC 219；IPC25 ◐
      criminal.pc219.especially-serious | PC 219；IPC25 ○
      criminal.pc219-1 | PC 219-1 ●
      criminal.pc220 | PC 220 ●
      criminal.fine | IPC25 ◐
      criminal.loss | IPC25 16–21 ◐
      criminal.limitation | PC 87 ●
      civil.order | AUCL 22 ●
      civil.punitive | AUCL 22；PUN ●
      civil.intent | PUN 3 ●
      civil.serious | PUN 4 ●
      civil.made-public | SPC20 19 ●
      civil.other-liability | SPC20 17、18 ●
      civil.books | SPC20 24 ●
      civil.after-criminal | SPC20 23、25 ●
      civil.standing | SPC20 26 ●
      court.technical | 法释〔2022〕13号 1 ●
      court.business | 法释〔2022〕13号 2、3 ●
      court.place | 反法解释 2022 26、27 ●
      court.appeal | 2023 规定 2 ●
      employment.confidentiality | 劳动合同法 23 ●
      employment.non-compete | 劳动合同法 23、24 ●
      employment.damages | 劳动合同法 90 ●
      measure.v1 | AUCL 16；PROC 22 ●
      measure.v2 | AUCL 16；PROC 29 ●
      measure.v3 | AUCL 16 ●
      measure.v4 | AUCL 16；ACL 18–28 ●
      measure.v5 | AUCL 16 ●
      measure.v6 | APL 56；PROC 33 ●
      measure.v7 | AUCL 18 ●
      jurisdiction.place | PROC 7 ●
      jurisdiction.level | TSP 3 ◐
      jurisdiction.first | PROC 12 ●
      jurisdiction.dispute | PROC 13、16 ●
      burden.secret | AUCL 39 ●
      burden.infringement | AUCL 39 ●
      penalty.subject | AUCL 26 ●
      penalty.serious | TSP（是否列举待核） ○
      penalty.gains | GAIN（2026-03-20 起） ◐
      penalty.dishonesty-list | 市场监督管理严重违法失信名单管理办法 9 ◐
      penalty.return-destroy | TSP（条号未读） ○`),
  )
})

test('the enumerations of §1 and §2.6 have as many entries as the reference', () => {
  const told = law.enumerations.map(
    ({ id, basis, verified, entries }) => `${id} ${entries.length} | ${basis} ${verified}`,
  )
  expect(told).toEqual(
    rows(`
      element 4 | AUCL 10(4)；TSP 5 ●
      information-type 22 | SPC20 1 ●
      publicly-known 5 | SPC20 4 ●
      measure 8 | SPC20 6 ●
      measure-factor 5 | SPC20 5 ●
      act 5 | AUCL 10 ●
      defence 5 | SPC20 2、4、14 ●
      access-factor 5 | SPC20 12 ●
      sameness-factor 5 | SPC20 13 ●
      comparison 4 | SPC20 13 ●
      confidentiality-control 6 | AUCL 19、37；PROC 5；APL 50；DSL 38 ●`),
  )
})

test('the 56 forms bear the names of the official list, and those of §7.3 what the articles require in them', () => {
  const names = rows(`
    案件来源登记表 指定管辖通知书 案件交办通知书 案件移送函 涉嫌犯罪案件移送书 查封/扣押物品移送告知书 立案/不予立案审批表
    行政处罚案件有关事项审批表 现场笔录 送达地址确认书 证据提取单 电子数据证据提取笔录 询问通知书 询问笔录 限期提供材料通知书
    协助辨认/鉴别通知书 协助调查函 协助扣押通知书 先行登记保存证据通知书 解除先行登记保存证据通知书 实施行政强制措施决定书
    延长行政强制措施期限决定书 解除行政强制措施决定书 场所/设施/财物清单 封条 委托保管书 先行处置物品确认书 先行处置物品公告
    抽样记录 检测/检验/检疫/鉴定委托书 检测/检验/检疫/鉴定期间告知书 检测/检验/检疫/鉴定结果告知书 责令改正通知书 责令退款通知书
    案件调查终结报告 案件审核/法制审核表 行政处罚告知书 陈述申辩笔录 行政处罚听证通知书 听证笔录 听证报告 行政处罚案件集体讨论记录
    行政处理决定审批表 当场行政处罚决定书 行政处罚决定书 不予行政处罚决定书 延期/分期缴纳罚款通知书 行政处罚决定履行催告书
    强制执行申请书 送达回证 行政处罚文书送达公告 涉案物品处理记录 结案审批表 卷宗封面 卷内文件目录 卷内备考表`)
  expect(law.documents.forms.map(({ name }) => name)).toEqual(names.join(' ').split(' '))
  const withRequired = law.documents.forms.filter(({ requiredFields }) => requiredFields.length > 0)
  expect(withRequired.map(({ number }) => number)).toEqual([
    1, 5, 6, 7, 8, 9, 11, 12, 14, 15, 17, 19, 20, 21, 22, 23, 24, 30, 31, 32, 35, 36, 37, 38, 40, 41, 42, 43, 45, 48,
    49, 53,
  ])
})
