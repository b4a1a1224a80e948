import { citationsIn, isCitable } from './citable.ts'
import type { DataMistake } from './data-mistake.ts'
import { effectiveDay } from './law.ts'
import type { LawData } from './law-data.ts'
import { periodRulesOf } from './law-periods.ts'
import { dayUnitOf } from './period-rule.ts'

/** What no single file can show to be wrong: ids that repeat, laws that are not listed, units that a law does not count in. */
export const lawMistakes = (law: LawData): DataMistake[] => [
  ...repeatedIds(law),
  ...unlistedLaws(law),
  ...articlesNotNamed(law),
  ...withoutBasis(law),
  ...endsBeforeBeginning(law),
  ...wrongUnits(law),
  ...wrongForms(law),
]

function repeatedIds(law: LawData): DataMistake[] {
  const ids = [
    ...law.instruments,
    ...law.countingRules,
    ...law.periods,
    ...law.periods.flatMap(({ parts }) => parts),
    ...law.parameters,
    ...law.statements.flatMap(({ statements }) => statements),
    ...law.enumerations,
    ...law.articles,
  ].map(({ id }) => id)
  const codes = law.enumerations.flatMap(({ id, entries }) => entries.map(({ code }) => `${id} ${code}`))
  return [...twice(ids), ...twice(codes)].map((path) => ({
    file: 'law',
    path,
    message: '编号重复，请改正 / this id stands twice: correct one',
  }))
}

const twice = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index)

/** Every basis with its place, file by file. */
function basesOf(law: LawData): { file: string; path: string; basis: string }[] {
  const listed = (file: string, list: string, all: readonly { readonly basis: string | null }[]) =>
    all.flatMap(({ basis }, index) => (basis === null ? [] : [{ file, path: `${list}[${index}].basis`, basis }]))
  return [
    ...listed('periods.yaml', 'periods', law.periods),
    ...listed('periods.yaml', 'countingRules', law.countingRules),
    ...listed('thresholds.yaml', 'parameters', law.parameters),
    ...law.statements.flatMap(({ statements }, index) =>
      listed('thresholds.yaml', `statements[${index}].statements`, statements),
    ),
    ...listed('elements.yaml', 'enumerations', law.enumerations),
    ...law.enumerations.flatMap(({ entries }, index) =>
      listed('elements.yaml', `enumerations[${index}].entries`, entries),
    ),
    ...listed('penalty.yaml', 'penaltyTiers', law.penaltyTiers),
    ...listed('documents.yaml', 'documents.archive', law.documents.archive),
    ...law.documents.forms.flatMap(({ requiredBasis }, index) =>
      requiredBasis === null
        ? []
        : [{ file: 'documents.yaml', path: `documents.forms[${index}].requiredBasis`, basis: requiredBasis }],
    ),
  ]
}

function unlistedLaws(law: LawData): DataMistake[] {
  const laws = new Set(law.instruments.map(({ id }) => id))
  return basesOf(law).flatMap(({ file, path, basis }) =>
    (basis.replace(/\([^)]*\)/g, '').match(/[A-Z]{2,}\d*/g) ?? [])
      .filter((id) => !laws.has(id))
      .map((id) => ({
        file,
        path,
        message: `依据 ${id} 不在 instruments.yaml 中，请补列或改正 / ${id} is not in instruments.yaml: list it or correct it`,
      })),
  )
}

/** @source domain law.md, as `law/citable.yaml` lists it: what the reference does not name is cited as 待核 only */
const articlesNotNamed = (law: LawData): DataMistake[] =>
  basesOf(law).flatMap(({ file, path, basis }) =>
    citationsIn(basis, law.citable, law.instruments)
      .filter((citation) => !citation.unverified && !isCitable(citation, law.citable))
      .map(({ law: id, text }) => ({
        file,
        path,
        message: `${id} ${text} 不在 citable.yaml 中，请核对条文，或者标“（待核）” / ${id} ${text} is not in citable.yaml: check the article, or mark it （待核）`,
      })),
  )

const withoutBasis = ({ periods }: LawData): DataMistake[] =>
  periods.flatMap(({ basis, verified }, index) =>
    basis === '—' && verified !== '○'
      ? [
          {
            file: 'periods.yaml',
            path: `periods[${index}].basis`,
            message: '没有依据的只能标 ○，请补依据 / without a basis it can only be ○: give the basis',
          },
        ]
      : [],
  )

const endsBeforeBeginning = ({ instruments }: LawData): DataMistake[] =>
  instruments.flatMap((one, index) => {
    const from = effectiveDay(one)
    return one.effectiveTo !== null && from !== null && one.effectiveTo < from
      ? [
          {
            file: 'instruments.yaml',
            path: `instruments[${index}].effectiveTo`,
            message: '失效日早于施行日，请核对 / it ends before it begins: check both days',
          },
        ]
      : []
  })

/** @source R4, R5, R6: whether "日" means working days follows from the law and the number */
const wrongUnits = ({ periods }: LawData): DataMistake[] =>
  periodRulesOf(periods).flatMap(({ id, length, unit, countedBy, extensions }) => {
    const counted = countedBy === 'APL' || countedBy === 'ACL' || countedBy === 'ARL'
    const isDays = unit === 'WD' || unit === 'D'
    if (counted && isDays && length !== null && dayUnitOf(countedBy, length) !== unit)
      return [
        {
          file: 'periods.yaml',
          path: id,
          message: `按 ${countedBy} 的计算规则，${length} 日应为 ${dayUnitOf(countedBy, length)}，请改正 / ${countedBy} counts ${length} days as ${dayUnitOf(countedBy, length)}: correct it`,
        },
      ]
    if (extensions.some((stage) => stage.unit !== unit))
      return [
        {
          file: 'periods.yaml',
          path: id,
          message: '延长的单位与期限的单位不同，请改正 / an extension runs in the unit of its period: correct it',
        },
      ]
    return []
  })

const wrongForms = ({ documents }: LawData): DataMistake[] =>
  documents.forms.flatMap(({ number }, index) =>
    number === index + 1
      ? []
      : [
          {
            file: 'documents.yaml',
            path: `documents.forms[${index}].number`,
            message: '文书编号应从 1 到 56 依次排列，请改正 / forms are numbered 1 to 56 in order: correct it',
          },
        ],
  )
