import { defineWords } from './words.ts'

/** The kinds of body that take part in a programme. @source programme: 措施 2.1、2.3、2.5、2.6、4.1、4.4、4.6 */
export const organisationKinds = [
  'office',
  'station',
  'public-security',
  'procuratorate',
  'court',
  'justice',
  'association',
  'mediation',
  'appraisal',
  'expert',
  'partner',
  'enterprise',
  'park',
  'sister-district',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]

export const organisationKindWords = defineWords({
  office: ['区市场监管局', 'District market regulator'],
  station: ['市场监管所', 'Market regulation station'],
  'public-security': ['公安机关', 'Public security'],
  procuratorate: ['检察机关', 'Procuratorate'],
  court: ['人民法院', 'Court'],
  justice: ['司法行政机关', 'Justice bureau'],
  association: ['行业协会', 'Trade association'],
  mediation: ['调解组织', 'Mediation body'],
  appraisal: ['鉴定机构', 'Appraisal body'],
  expert: ['专家', 'Expert'],
  partner: ['其他协作单位', 'Other partner'],
  enterprise: ['企业', 'Enterprise'],
  park: ['园区（基地）', 'Park (base)'],
  'sister-district': ['协作地区', 'Sister district'],
})

export const roles = [
  'office-administrator',
  'head',
  'programme-lead',
  'editor',
  'reviewer',
  'registrar',
  'case-handler',
  'case-reviewer',
  'principal',
  'office-viewer',
  'coordinator',
  'contributor',
  'referral-officer',
  'representative',
  'secret-keeper',
  'employee',
] as const
export type Role = (typeof roles)[number]

export const roleWords = defineWords({
  'office-administrator': ['系统管理员', 'Administrator'],
  head: ['负责人', 'Head'],
  'programme-lead': ['方案统筹', 'Programme lead'],
  editor: ['编辑', 'Editor'],
  reviewer: ['审核人', 'Reviewer'],
  registrar: ['线索登记员', 'Registrar of clues'],
  'case-handler': ['办案人员', 'Case handler'],
  'case-reviewer': ['案件（法制）审核人员', 'Case reviewer'],
  principal: ['主要负责人', 'Principal'],
  'office-viewer': ['查阅人员', 'Viewer'],
  coordinator: ['单位联络负责人', 'Coordinator'],
  contributor: ['单位经办人', 'Contributor'],
  'referral-officer': ['行刑衔接经办人', 'Referral officer'],
  representative: ['企业负责人', 'Representative'],
  'secret-keeper': ['保密管理员', 'Secret keeper'],
  employee: ['员工', 'Employee'],
})

const officeRoles = [
  'office-administrator',
  'head',
  'programme-lead',
  'editor',
  'reviewer',
  'registrar',
  'case-handler',
  'case-reviewer',
  'principal',
  'office-viewer',
] as const
const partnerRoles = ['coordinator', 'contributor'] as const
const justiceRoles = [...partnerRoles, 'referral-officer'] as const
const enterpriseRoles = ['representative', 'secret-keeper', 'employee'] as const

export const rolesOfKind = (kind: OrganisationKind): readonly Role[] =>
  kind === 'office'
    ? officeRoles
    : kind === 'enterprise' || kind === 'park'
      ? enterpriseRoles
      : kind === 'public-security' || kind === 'procuratorate'
        ? justiceRoles
        : partnerRoles

/** Whoever takes part in enforcement; the row policies name the same roles (`shoumi.enforces`). */
const enforcers = ['registrar', 'case-handler', 'case-reviewer', 'head', 'principal'] as const

/** Who may do what. `public` needs no account; `signed-in` needs one, but no organisation. */
const grants = {
  'journal.read': ['office-administrator', 'head'],
  'law.edit': ['head', 'office-administrator'],
  'organisation.admit': ['office-administrator', 'programme-lead'],
  'organisation.read-all': officeRoles,
  'organisation.edit': ['office-administrator', 'coordinator', 'representative'],
  'organisation.manage-members': ['office-administrator', 'coordinator', 'representative'],
  'programme.edit': ['programme-lead', 'head'],
  'programme.assign-task': ['programme-lead', 'head'],
  'programme.report-progress': ['programme-lead', 'head', 'editor', 'case-handler', ...partnerRoles, 'representative'],
  'programme.record-outcome': ['programme-lead', 'head', 'editor', 'case-handler', ...partnerRoles, 'representative'],
  'programme.read-board': [...officeRoles, ...partnerRoles, 'representative'],
  'programme.import': ['programme-lead', 'head'],
  'programme.dossier': ['programme-lead', 'head', 'office-administrator'],
  'programme.define-target': ['programme-lead', 'head'],
  'publication.read-drafts': officeRoles,
  'publication.write': ['editor', 'programme-lead'],
  'publication.review': ['reviewer', 'head'],
  'publication.answer-comments': ['editor', 'programme-lead', 'reviewer'],
  'attachment.upload': roles,
  'case.read': enforcers,
  'case.register': ['registrar', 'case-handler', 'head'],
  'case.handle': ['case-handler'],
  'case.review': ['case-reviewer'],
  'case.approve': ['head', 'principal'],
  'proceeding.act': [...enforcers, 'referral-officer'],
  'proceeding.read': [...enforcers, 'referral-officer'],
  'referral.answer': ['referral-officer'],
  'document.read': [...enforcers, 'referral-officer'],
  'document.draft': enforcers,
  'document.issue': enforcers,
  'document.edit-templates': ['case-reviewer', 'head', 'principal'],
  'clue.read': enforcers,
  'complaint.make': ['representative', 'secret-keeper'],
  'statistics.read': [...enforcers],
  'confidential.enter': ['case-handler', 'case-reviewer', 'head', 'principal'],
  'confidential.see-looks': ['representative', 'secret-keeper'],
  'vault.key': [...enterpriseRoles, 'registrar', 'case-handler', 'case-reviewer'],
  'vault.propose': enterpriseRoles,
  'vault.open': ['representative', 'secret-keeper'],
  'vault.counts': ['office-administrator', 'programme-lead', 'head'],
  'diagnostic.compare': ['representative', 'secret-keeper', 'office-administrator', 'programme-lead', 'head'],
  'deposit.make': roles,
  'deposit.manage-keys': ['office-administrator', 'coordinator', 'representative', 'secret-keeper'],
} as const satisfies Record<string, readonly Role[]>

export type GrantedPermission = keyof typeof grants
export type Permission = 'public' | 'signed-in' | GrantedPermission

export const grantedPermissions = Object.keys(grants) as GrantedPermission[]

export const rolesWith = (permission: GrantedPermission): readonly Role[] => grants[permission]

export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> =>
  new Set<Permission>(grantedPermissions.filter((permission) => grants[permission].some((role) => held.includes(role))))
