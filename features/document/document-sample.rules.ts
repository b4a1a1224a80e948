import type { FactValue, FactValues, FieldSpec, Template } from './document.schema.ts'

/** A record that never was, by which a template can be looked at. Every name says that it is made up. */
const known: FactValues = {
  agency: '示例区市场监督管理局（虚构）',
  docNo: '示例市监示〔2026〕1号',
  issuedOn: '2026年11月24日',
  caseNo: '示例市监案〔2026〕1号',
  caseName: '虚构甲科技有限公司涉嫌侵犯商业秘密案',
  source: '举报',
  'party.name': '虚构甲科技有限公司',
  'party.idNo': '91000000000000000X',
  'party.legalRep': '虚构·吉喆（𠮷㐂）',
  'party.address': '示例区示例路1号',
  'party.phone': '000-00000000',
  'rightHolder.name': '虚构乙材料有限公司',
  handlers: [
    { name: '虚构·张三', certNo: '示例0001' },
    { name: '虚构·李四', certNo: '示例0002' },
  ],
  items: [
    { name: '示例硬盘', spec: '1TB', quantity: '1块', place: '示例机房', sealNo: '示封001', digest: 'SM3：示例校验值' },
    { name: '示例笔记本电脑', spec: '示例型号', quantity: '1台', place: '示例机房', sealNo: '示封002', digest: '' },
  ],
}

/**
 * Something for every field of a template: what the made-up record knows, else the field's own name as an example. Of two uses
 * of a form, such as filing and declining, the first is shown.
 */
export function sampleValues({ fields, blocks }: Pick<Template, 'fields' | 'blocks'>): FactValues {
  const parts = blocks.flatMap((block) => ['form' in block ? block.form : [], block].flat())
  const others = new Set([...parts, ...fields].flatMap(({ unless }) => unless ?? []))
  const values: FactValues = { ...known }
  for (const field of fields) {
    const isOther = others.has(field.key) && (field.unless === undefined || values[field.unless] !== undefined)
    if (field.kind !== 'place' && !isOther) values[field.key] = known[field.key] ?? sample(field)
  }
  return values
}

function sample({ label, kind, columns }: FieldSpec): FactValue {
  if (kind === 'day') return '2026年11月24日'
  if (kind === 'table') return [Object.fromEntries(columns.map(({ key, label: [title] }) => [key, `示例${title}`]))]
  return kind === 'text' ? `（示例）${label[0]}的内容，由办案人员按案卷填写。` : `示例${label[0]}`
}
