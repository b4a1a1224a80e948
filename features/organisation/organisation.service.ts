import { done, type Service } from '../../core/contract.ts'
import { organisationKindWords, type Role, rolesWith } from '../../core/permission.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Pair, say } from '../../core/words.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { writeWorkbook, xlsxType } from '../../platform/documents/workbook.ts'
import { issueSecret, redeemSecret } from '../../platform/identity/one-time-secret.ts'
import { postMail } from '../../platform/mail.ts'
import { tell } from '../../platform/notices.ts'
import { openSession, setFirstPassword } from '../account/account.service.ts'
import type { organisationContract } from './organisation.contract.ts'
import * as rules from './organisation.rules.ts'
import type { Organisation } from './organisation.schema.ts'
import * as store from './organisation.store.ts'
import { organisationWords } from './organisation-page.words.ts'

const confirmationHours = 72
const invitationDays = 14

export const organisationService: Service<typeof organisationContract, Ctx> = {
  async register(ctx, { representativeName, email, phone, address, ...organisation }) {
    await releaseAbandoned(ctx, organisation.creditCode)
    const added = await store.addOrganisation(ctx, {
      ...organisation,
      address,
      state: 'awaiting-confirmation',
      contactName: representativeName,
      contactPhone: phone,
      contactEmail: email,
    })
    if (!added) throw new Refusal('already-registered')
    const personId = await store.personForInvitation(ctx, email, representativeName)
    const link = await issueSecret(ctx, {
      purpose: 'confirm-registration',
      personId,
      data: { id: added.id },
      minutes: confirmationHours * 60,
    })
    await postMail(ctx, {
      to: email,
      subject: ['请确认“{name}”的登记', 'Confirm the registration of “{name}”'],
      lines: [
        [
          '{person}，您好：有人以您为负责人，为“{name}”申请使用商业秘密保护平台。',
          'Dear {person}: “{name}” was registered on the trade-secret protection platform with you as its representative.',
        ],
        [
          '请在 {hours} 小时内打开以下链接确认。如果不是您本人申请，请不要打开，登记会自动作废。',
          'Open this link within {hours} hours to confirm. If this was not you, do nothing; the registration lapses by itself.',
        ],
        ['{link}', '{link}'],
      ],
      params: {
        name: organisation.name,
        person: representativeName,
        hours: confirmationHours,
        link: `${ctx.world.settings.publicUrl}/app/confirm?token=${link}`,
      },
    })
    return done
  },

  async confirm(ctx, { token, password }) {
    const { personId, subject } = await redeem(ctx, 'confirm-registration', token)
    const organisation = await store.lockOrganisation(ctx, subject)
    await store.saveOrganisation(ctx, organisation.id, { state: rules.decide(organisation.state, 'confirm', '') })
    await join(ctx, organisation.id, personId, ['representative'], password)
    await tellOffice(ctx, organisation)
    return { organisation: organisation.name }
  },

  async list(ctx, filter) {
    const organisations = await store.listOrganisations(ctx, filter)
    return { organisations, next: organisations.length === filter.limit ? organisations.at(-1)!.id : null }
  },

  async exportList(ctx, filter) {
    const s = (pair: Pair) => say(pair, ctx.locale)
    const organisations = await store.listOrganisations(ctx, { ...filter, limit: 20_000 })
    const columns = (['name', 'kind', 'creditCode', 'contact', 'phone', 'address', 'state'] as const).map((key) => ({
      title: s(organisationWords[key]),
      width: 24,
    }))
    const rows = organisations.map((one) => [
      one.name,
      s(organisationKindWords[one.kind]),
      one.creditCode,
      one.contactName,
      one.contactPhone,
      one.address,
      s(organisationWords[one.state]),
    ])
    const bytes = new Uint8Array(await writeWorkbook([{ name: s(organisationWords.title), columns, rows }]))
    return { name: `organisations-${ctx.today}.xlsx`, mediaType: xlsxType, content: { bytes } }
  },

  read: (ctx, { id }) => store.findOrganisation(ctx, id),

  async establish(ctx, { kind, name, coordinatorName, email }) {
    if (kind === 'enterprise' || kind === 'park' || kind === 'office') throw new Refusal('kind-registers-itself')
    const added = await store.addOrganisation(ctx, {
      kind,
      name,
      state: 'admitted',
      contactName: coordinatorName,
      contactEmail: email,
    })
    if (!added) throw new TypeError('an organisation without credit code cannot collide')
    await invitePerson(ctx, { id: added.id, name }, { name: coordinatorName, email, roles: ['coordinator'] })
    return { id: added.id }
  },

  async decide(ctx, { id, act, reason }) {
    const organisation = await store.lockOrganisation(ctx, id)
    const saved = await store.saveOrganisation(ctx, id, {
      state: rules.decide(organisation.state, act, reason),
      decidedAt: ctx.now.toString(),
      decisionReason: reason || null,
    })
    for (const { personId } of await store.personsWithRoles(ctx, id, rolesWith('organisation.manage-members')))
      await tell(ctx, {
        personId,
        organisationId: id,
        kind: `organisation.${act}`,
        params: { name: organisation.name, reason },
        link: '/app/organisation',
        urgent: true,
      })
    return saved
  },

  async edit(ctx, { id, ...profile }) {
    if (id !== actingOrganisation(ctx)) throw new Refusal('not-found')
    return store.saveOrganisation(ctx, id, profile)
  },

  async members(ctx) {
    const organisationId = actingOrganisation(ctx)
    const members = await store.listMembers(ctx, organisationId)
    return {
      members: await Promise.all(
        members.map(async (member) => ({
          ...member,
          openDuties: await countDuties(ctx, member.personId, organisationId),
        })),
      ),
      invitations: await store.openInvitations(ctx, organisationId),
    }
  },

  async invite(ctx, { name, email, roles }) {
    const { id, kind, name: organisation } = ctx.actor.organisation!
    return invitePerson(ctx, { id, name: organisation }, { name, email, roles: rules.rolesFor(kind, roles) })
  },

  async withdrawInvitation(ctx, { id }) {
    const invitation = await store.lockInvitation(ctx, id)
    if (invitation.organisationId !== actingOrganisation(ctx)) throw new Refusal('not-found')
    await store.closeInvitation(ctx, id, 'withdrawnAt')
    return done
  },

  async acceptInvitation(ctx, { token, password }) {
    const { personId, subject } = await redeem(ctx, 'invitation', token)
    const invitation = await store.lockInvitation(ctx, subject)
    if (invitation.acceptedAt || invitation.withdrawnAt) throw new Refusal('link-invalid')
    await store.closeInvitation(ctx, invitation.id, 'acceptedAt')
    await join(ctx, invitation.organisationId, personId, invitation.roles, password)
    return { organisation: (await store.findOrganisation(ctx, invitation.organisationId)).name }
  },

  async changeRoles(ctx, { id, roles }) {
    const organisationId = actingOrganisation(ctx)
    const wanted = rules.rolesFor(ctx.actor.organisation!.kind, roles)
    rules.keepSomebodyInCharge(await othersThan(ctx, organisationId, id), wanted)
    await store.setRoles(ctx, organisationId, id, wanted)
    return done
  },

  async handOver(ctx, { id, to }) {
    const organisationId = actingOrganisation(ctx)
    if (id === to || (await othersThan(ctx, organisationId, id)).every(({ personId }) => personId !== to))
      throw new Refusal('not-a-member')
    const moved = await Promise.all(ctx.world.duties.map((duty) => duty.handOver(ctx, id, to, organisationId)))
    return { moved: moved.reduce((sum, count) => sum + count, 0) }
  },

  async dismiss(ctx, { id }) {
    await end(ctx, actingOrganisation(ctx), id)
    return done
  },

  async leave(ctx) {
    if (!ctx.actor.organisation) throw new Refusal('not-found')
    await end(ctx, ctx.actor.organisation.id, actingPerson(ctx))
    return done
  },
}

async function redeem(ctx: Ctx, purpose: string, token: string) {
  const { personId, data } = await redeemSecret(ctx, purpose, token)
  if (!personId || typeof data.id !== 'string') throw new TypeError(`a link for ${purpose} names a person and a thing`)
  return { personId, subject: data.id }
}

/** A credit code that somebody typed but never confirmed is free again once the link has run out. */
async function releaseAbandoned(ctx: Ctx, creditCode: string) {
  const before = await store.findRegistration(ctx, creditCode)
  if (before?.state !== 'awaiting-confirmation') return
  if (Temporal.Instant.compare(Temporal.Instant.from(before.createdAt).add({ hours: confirmationHours }), ctx.now) < 0)
    await store.releaseCreditCode(ctx, before.id)
}

async function join(ctx: Ctx, organisationId: string, personId: string, roles: Role[], password: string | undefined) {
  await setFirstPassword(ctx, personId, password)
  await store.addMembership(ctx, organisationId, personId, roles)
  await openSession(ctx, { personId, organisationId, method: 'link' })
}

async function invitePerson(
  ctx: Ctx,
  organisation: { id: string; name: string },
  { name, email, roles }: { name: string; email: string; roles: Role[] },
) {
  const personId = await store.personForInvitation(ctx, email, name)
  if ((await store.lockMembers(ctx, organisation.id)).some((member) => member.personId === personId))
    throw new Refusal('already-member')
  const expiresAt = ctx.now.add({ hours: invitationDays * 24 }).toString()
  const invitation = await store.addInvitation(ctx, {
    organisationId: organisation.id,
    personId,
    name,
    email,
    roles,
    invitedBy: ctx.actor.person?.id ?? null,
    expiresAt,
  })
  const link = await issueSecret(ctx, {
    purpose: 'invitation',
    personId,
    data: { id: invitation.id },
    minutes: invitationDays * 24 * 60,
  })
  await postMail(ctx, {
    to: email,
    subject: [
      '“{organisation}”邀请您加入商业秘密保护平台',
      '“{organisation}” invites you to the trade-secret protection platform',
    ],
    lines: [
      ['{name}，您好：{by}邀请您加入“{organisation}”。', 'Dear {name}: {by} invites you to join “{organisation}”.'],
      [
        '请在 {days} 天内打开以下链接接受邀请。不认识对方的，不必理会。',
        'Open this link within {days} days to accept. If you do not know them, ignore this.',
      ],
      ['{link}', '{link}'],
    ],
    params: {
      organisation: organisation.name,
      name,
      by: ctx.actor.person?.name ?? '',
      days: invitationDays,
      link: `${ctx.world.settings.publicUrl}/app/invitation?token=${link}`,
    },
  })
  return { id: invitation.id }
}

/** The present members apart from this one, who must be one of them. */
async function othersThan(ctx: Ctx, organisationId: string, personId: string) {
  const members = await store.lockMembers(ctx, organisationId)
  if (members.every((member) => member.personId !== personId)) throw new Refusal('not-found')
  return members.filter((member) => member.personId !== personId)
}

async function end(ctx: Ctx, organisationId: string, personId: string) {
  rules.keepSomebodyInCharge(await othersThan(ctx, organisationId, personId), [])
  const count = await countDuties(ctx, personId, organisationId)
  if (count > 0) throw new Refusal('open-duties', { count })
  await store.endMembership(ctx, organisationId, personId)
}

async function countDuties(ctx: Ctx, personId: string, organisationId: string): Promise<number> {
  const counts = await Promise.all(ctx.world.duties.map((duty) => duty.count(ctx, personId, organisationId)))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function tellOffice(ctx: Ctx, organisation: Organisation) {
  for (const office of await store.officeOrganisations(ctx))
    for (const { personId } of await store.personsWithRoles(ctx, office.id, rolesWith('organisation.admit')))
      await tell(ctx, {
        personId,
        organisationId: office.id,
        kind: 'organisation.awaits-admission',
        params: { name: organisation.name },
        link: `/app/organisations?state=awaiting-admission`,
      })
}
