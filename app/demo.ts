import type { OrganisationKind, Role } from '../core/permission.ts'
import { seedDemoProgramme } from '../features/programme/programme-demo.service.ts'
import { asSystem, type Tx } from '../platform/database/database.ts'
import type { House } from '../platform/http/mount.ts'

type Place = {
  readonly kind: OrganisationKind
  readonly name: string
  readonly creditCode?: string
  readonly people: readonly (readonly [name: string, roles: readonly Role[]])[]
}

/** Everybody and everything here is made up, and says so in its name. */
const places: readonly Place[] = [
  {
    kind: 'office',
    name: '示例区市场监督管理局（虚构）',
    people: [
      ['示例·管理员', ['office-administrator']],
      ['示例·局负责人', ['head']],
      ['示例·方案统筹', ['programme-lead']],
      ['示例·编辑', ['editor']],
      ['示例·审核人', ['reviewer']],
      ['示例·办案人员', ['case-handler']],
      ['示例·查阅人员', ['office-viewer']],
    ],
  },
  {
    kind: 'station',
    name: '示例街道市场监管所（虚构）',
    people: [
      ['示例·所联络负责人', ['coordinator']],
      ['示例·所经办人', ['contributor']],
    ],
  },
  { kind: 'public-security', name: '示例区公安分局（虚构）', people: [['示例·公安联络员', ['coordinator']]] },
  { kind: 'procuratorate', name: '示例区人民检察院（虚构）', people: [['示例·检察联络员', ['coordinator']]] },
  { kind: 'court', name: '示例区人民法院（虚构）', people: [['示例·法院联络员', ['coordinator']]] },
  { kind: 'association', name: '示例行业协会（虚构）', people: [['示例·协会联络员', ['coordinator']]] },
  { kind: 'sister-district', name: '示例协作市市场监管局（虚构）', people: [['示例·协作地联络员', ['coordinator']]] },
  { kind: 'park', name: '示例科技园（虚构）', people: [['示例·园区负责人', ['representative']]] },
  {
    kind: 'enterprise',
    name: '示例精密制造有限公司（虚构）',
    people: [
      ['示例·企业负责人', ['representative']],
      ['示例·保密管理员', ['secret-keeper']],
      ['示例·员工', ['employee']],
    ],
  },
]

/** Fills an empty demonstration instance; does nothing in one that has people. */
export async function seedDemo({ database, world }: House): Promise<void> {
  await asSystem(database, async (db) => {
    if (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) return
    await db
      .insertInto('instanceFact')
      .values({ key: 'set-up-completed', value: JSON.stringify({ demo: true }) })
      .onConflict((on) => on.doNothing())
      .execute()
    const organisations = new Map<OrganisationKind, string>()
    for (const [index, place] of places.entries()) organisations.set(place.kind, await addPlace(db, place, index))
    await seedDemoProgramme({ db, now: world.clock() }, organisations)
  })
}

async function addPlace(db: Tx, { kind, name, people }: Place, index: number): Promise<string> {
  const { id: organisationId } = await db
    .insertInto('organisation')
    .values({
      kind,
      name,
      state: 'admitted',
      listed: true,
      fictitious: true,
      introduction: '虚构单位，仅供演示。 / A fictitious body, for demonstration only.',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [number, [person, roles]] of people.entries()) {
    const { id: personId } = await db
      .insertInto('person')
      .values({
        name: person,
        email: `demo-${index + 1}-${number + 1}@example.test`,
        fictitious: true,
        mailMode: 'none',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('membership')
      .values({ organisationId, personId, roles: [...roles] })
      .execute()
  }
  return organisationId
}
