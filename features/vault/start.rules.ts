import type { Pair } from '../../core/words.ts'
import type { Collection } from './vault.schema.ts'

/** What the server knows of a firm's room without being able to read it. */
export type RoomStanding = {
  readonly hasVault: boolean
  readonly holders: number
  readonly members: number
  readonly canRecover: boolean
  readonly records: Readonly<Partial<Record<Collection, number>>>
}
export type StartStep = {
  readonly id: 'first' | 'recovery' | 'second' | 'assess' | 'papers' | 'people'
  readonly words: Pair
  readonly hint: Pair
  readonly to: string
  readonly done: boolean
}

/**
 * The way into the room, in the order in which it protects most: first something is in it, then it cannot be lost, then others join.
 * The order is the platform's.
 */
export function startSteps({ hasVault, holders, members, canRecover, records }: RoomStanding): readonly StartStep[] {
  const has = (collection: Collection) => (records[collection] ?? 0) > 0
  return [
    {
      id: 'first',
      words: ['登记第一项商业秘密', 'Register a first trade secret'],
      hint: [
        '三分钟：设口令，建密室，写名称和级别。内容可以以后再写。',
        'Three minutes: a passphrase, the room, a name and a level. The content can come later.',
      ],
      to: '/secrets/new',
      done: has('trade-secret'),
    },
    {
      id: 'recovery',
      words: ['打印恢复密钥，或者设定多人恢复', 'Print a recovery key, or set who recovers together'],
      hint: [
        '口令忘了，谁也打不开，平台也不行。现在备好，只要两分钟。',
        'Without it a forgotten passphrase opens nothing again, for us neither. It takes two minutes.',
      ],
      to: '/room/keys',
      done: hasVault && canRecover,
    },
    ...(members > 1
      ? [
          {
            id: 'second' as const,
            words: ['把密室密钥交给第二位保管人', 'Give the key of the vault to a second keeper'] as const,
            hint: ['您不在时，有人能办。', 'So that somebody can act when you are away.'] as const,
            to: '/room/keys',
            done: holders > 1,
          },
        ]
      : []),
    {
      id: 'assess',
      words: ['做一次自评', 'Assess yourselves'],
      hint: ['二十五题，二十分钟，可以中断。', 'Twenty-five questions, twenty minutes; you can stop and go on.'],
      to: '/diagnostic',
      done: has('assessment'),
    },
    {
      id: 'papers',
      words: ['成套生成保密制度和协议', 'Make a set of policies and agreements'],
      hint: ['按范本填空，一次生成。', 'Fill in the templates once.'],
      to: '/papers/set',
      done: has('document'),
    },
    {
      id: 'people',
      words: ['登记涉密人员，告知并请他们签收', 'Register who is cleared, tell them and have it acknowledged'],
      hint: [
        '没有告知和签收，最难证明“采取了保密措施”。',
        'Without notice and acknowledgement, measures are hardest to prove.',
      ],
      to: '/people',
      done: has('person'),
    },
  ]
}
