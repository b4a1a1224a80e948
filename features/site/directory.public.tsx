import { type OrganisationKind, organisationKinds, organisationKindWords } from '../../core/permission.ts'
import { collate } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { siteWords } from './site.words.ts'

export type ListedOrganisation = {
  readonly id: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly address: string
  readonly introduction: string
  readonly contactPhone: string
  readonly contactEmail: string
  readonly fictitious: boolean
}

/** Who takes part and agreed to be listed, by kind, in the order a reader of the language expects. */
export function Directory({ organisations }: { organisations: readonly ListedOrganisation[] }) {
  const w = useWords(siteWords)
  const say = useSay()
  const locale = useLocale()
  const byName = collate(locale)
  const kinds = organisationKinds.filter((kind) => organisations.some((one) => one.kind === kind))
  return (
    <>
      <h1>{w('directoryTitle')}</h1>
      <p className="lead">{w('directoryLead')}</p>
      {kinds.length === 0 && <p>{w('directoryEmpty')}</p>}
      {kinds.map((kind) => (
        <section key={kind}>
          <h2>{say(organisationKindWords[kind])}</h2>
          <ul className="list">
            {organisations
              .filter((one) => one.kind === kind)
              .sort((a, b) => byName(a.name, b.name))
              .map((one) => (
                <Entry key={one.id} organisation={one} />
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Entry({
  organisation: { id, name, address, introduction, contactPhone, contactEmail, fictitious },
}: {
  organisation: ListedOrganisation
}) {
  const w = useWords(siteWords)
  return (
    <li id={`o-${id}`}>
      <h3>
        <span lang="zh-CN">{name}</span> {fictitious && <small className="badge warn">{w('fictitious')}</small>}
      </h3>
      {introduction && <p lang="zh-CN">{introduction}</p>}
      <p className="small soft">{[address, contactPhone, contactEmail].filter(Boolean).join(' · ')}</p>
    </li>
  )
}
