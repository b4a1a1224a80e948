import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { publicationMarks } from '../publication/publication.schema.ts'
import { markWords } from '../publication/publication.words.ts'
import type { ListedOrganisation } from './directory.public.tsx'
import { siteWords } from './site.words.ts'

type Props = {
  readonly district: { readonly fullName: string; readonly nameEn: string }
  /** The office, if it is in the directory. */
  readonly offices: readonly ListedOrganisation[]
}

export function About({ district, offices }: Props) {
  const w = useWords(siteWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <div data-readable="">
      <h1>{w('aboutTitle')}</h1>
      <p className="lead">{w('aboutLead', { district: locale === 'en' ? district.nameEn : district.fullName })}</p>
      <h2>{w('whatTitle')}</h2>
      <p>{w('whatText')}</p>
      <h2>{w('marksTitle')}</h2>
      <ul>
        {publicationMarks.map((mark) => (
          <li key={mark}>
            【{mark}】{say(markWords[mark])}
          </li>
        ))}
      </ul>
      <h2>{w('secretTitle')}</h2>
      <p>{w('secretText')}</p>
      <h2 id="privacy">{w('privacyTitle')}</h2>
      <p>{w('privacyText')}</p>
      <p>{w('privacyComments')}</p>
      <h2 id="accessibility">{w('accessTitle')}</h2>
      <p>{w('accessText')}</p>
      <h2>{w('dataTitle')}</h2>
      <ul>
        {openData.map(([name, href]) => (
          <li key={href}>
            <a href={href}>{w(name)}</a>
          </li>
        ))}
      </ul>
      <h2 id="contact">{w('contactTitle')}</h2>
      {offices.length === 0 && <p>{w('contactNone')}</p>}
      {offices.map(({ id, name, address, contactPhone, contactEmail }) => (
        <p key={id}>
          <span lang="zh-CN">{name}</span>
          {[address, contactPhone, contactEmail].filter(Boolean).map((line) => (
            <span key={line}> · {line}</span>
          ))}
        </p>
      ))}
    </div>
  )
}

const openData = [
  ['dataProgramme', '/api/programme'],
  ['dataPublications', '/api/published'],
  ['dataInterface', '/api/openapi.json'],
  ['dataFeed', '/feed.xml'],
] as const
