import { TradeSecret } from '../features/trade-secret/trade-secret.schema.ts'

/** A fictitious entry of the register with nothing missing. */
export const aTradeSecret = (more: Partial<TradeSecret> = {}): TradeSecret =>
  TradeSecret.parse({
    v: 1,
    number: 'SM-2026-001',
    name: '虚构清漆基础配方',
    infoKind: 'T04',
    level: 'core',
    grading: {
      scores: { F1: 3, F2: 3, F3: 2, F4: 2, F5: 2, F6: 1 },
      suggested: 'core',
      reason: '主导产品的配方',
      gradedOn: '2026-11-01',
      gradedBy: '虚构总工',
    },
    points: [
      {
        id: '01a21546-0000-7000-8000-0000000000a1',
        title: '保温段',
        derivedFromPublic: false,
        increment: '',
        versions: [{ on: '2026-11-01', by: '虚构总工', text: '甲、乙两步之间增加一段保温，虚构温度 73 度' }],
        lockedOn: null,
        lockReason: '',
      },
    ],
    secrecyBasis: '2026-10-20 检索公开文献与专利，未见；产品上看不出',
    valueBasis: '三年研发投入虚构 120 万元',
    formedOn: '2026-10-15',
    creators: ['虚构总工'],
    ownership: 'own',
    owner: { name: '虚构总工', personId: null, post: '总工程师' },
    knowers: [
      {
        name: '虚构技工',
        personId: null,
        post: '配料',
        since: '2026-11-01',
        until: null,
        notice: { handoutId: null, digest: '', sentOn: '2026-11-01', acknowledgedOn: '2026-11-02' },
      },
    ],
    carriers: [
      {
        id: '01a21546-0000-7000-8000-0000000000c1',
        kind: 'paper',
        what: '配方卡',
        where: '二楼保险柜',
        keeper: '虚构保管员',
        marked: true,
      },
    ],
    measures: [
      {
        id: '01a21546-0000-7000-8000-0000000000b1',
        code: 'M1',
        what: '与知情人签订保密协议',
        since: '2026-11-01',
        until: null,
        evidence: '人事档案柜甲-3',
      },
    ],
    aiUse: 'never',
    period: { kind: 'longTerm', until: null, event: '' },
    deposits: [],
    disclosures: [],
    reviewOn: '2027-05-01',
    status: 'active',
    ...more,
  })
