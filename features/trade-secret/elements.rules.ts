import type { Pair } from '../../core/words.ts'
import { lasts } from './measure-advice.rules.ts'
import type { TradeSecret } from './trade-secret.schema.ts'

/** One of the elements without which there is no trade secret, and what of it the entry shows so far. */
export type ElementFound = {
  readonly id: 'secrecy' | 'value' | 'measures'
  readonly words: Pair
  readonly source: string
  readonly missing: readonly { readonly field: string; readonly words: Pair }[]
}

/**
 * What an entry shows of the three elements, and what is missing. It tells what to prepare, never whether a trade secret exists.
 *
 * @param today - measures and accesses that end later still count; without a day, whatever has an end counts as ended
 * @source 《反不正当竞争法》第十条; 法释〔2020〕7号第三条至第七条; domain law.md §1.1
 */
export function elementsOf(secret: TradeSecret, today?: string): readonly ElementFound[] {
  const inForce = (one: { until: string | null }) => (today === undefined ? one.until === null : lasts(one, today))
  const active = secret.measures.filter(inForce)
  const unnamed = secret.points.filter(({ derivedFromPublic, increment }) => derivedFromPublic && increment === '')
  return [
    {
      id: 'secrecy',
      words: ['不为公众所知悉', 'Not known to the public'],
      source: '法释〔2020〕7号第三条、第四条',
      missing: [
        ...lack(secret.points.length === 0, 'points', [
          '还没有写秘密点：哪些内容是别人不知道的',
          'No secret point yet: what exactly others do not know',
        ]),
        ...lack(secret.secrecyBasis === '', 'secrecyBasis', [
          '还没有写秘密性依据：检索日期、结论、能否从产品看出',
          'No basis of secrecy: date and result of a search, whether the product shows it',
        ]),
        ...unnamed.map(({ title }) => ({
          field: 'points',
          words: [
            `秘密点“${title}”由公开信息加工形成，须说明新增了什么`,
            `Secret point “${title}” derives from public information: say what is new`,
          ] as const,
        })),
      ],
    },
    {
      id: 'value',
      words: ['具有商业价值', 'Commercial value'],
      source: '法释〔2020〕7号第七条',
      missing: lack(secret.valueBasis === '', 'valueBasis', [
        '还没有写价值依据：投入、收益或领先时间',
        'No basis of value: cost, income or lead time',
      ]),
    },
    {
      id: 'measures',
      words: ['采取了相应保密措施', 'Reasonable measures'],
      source: '法释〔2020〕7号第五条、第六条',
      missing: [
        ...lack(active.length === 0, 'measures', [
          '还没有登记针对这项秘密的措施；“公司有制度”不够，要对应到这项秘密',
          'No measure for this secret yet; a general policy is not enough',
        ]),
        ...lack(active.length > 0 && active.every(({ evidence }) => evidence === ''), 'measures', [
          '登记的措施都没有写证据在哪里',
          'None of the measures says where its evidence is',
        ]),
        ...lack(!active.some(({ code }) => code === 'M1' || code === 'M2'), 'measures', [
          '没有保密约定，也没有规章、培训或者书面告知：知情人凭什么知道要保密',
          'No agreement, and no rules, training or written notice: why would whoever knows keep it?',
        ]),
        ...lack(secret.carriers.length > 0 && !secret.carriers.some(({ marked }) => marked), 'carriers', [
          '载体都没有标密',
          'No carrier is marked',
        ]),
        ...lack(
          secret.knowers.some((one) => inForce(one) && !one.notice?.acknowledgedOn),
          'knowers',
          ['有知情人还没有签收告知', 'Somebody who knows has not acknowledged the notice'],
        ),
      ],
    },
  ]
}

const lack = (missing: boolean, field: string, words: Pair) => (missing ? [{ field, words }] : [])
