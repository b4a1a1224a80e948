import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatBytes } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { partNumbers, partWords } from '../clue/complaint.schema.ts'
import { mostPackBytes, type OwnFile } from './make-pack.client.ts'
import { packWords } from './proof-pack.words.ts'

export const sizeOf = (files: readonly OwnFile[]): number => files.reduce((sum, { file }) => sum + file.size, 0)

/** Scans, photographs, originals that go into the pack as they are. They stay on this machine until it is sealed. */
export function PackFiles({ files, onChange }: { files: readonly OwnFile[]; onChange: (files: OwnFile[]) => void }) {
  const w = useWords(packWords)
  const say = useSay()
  const locale = useLocale()
  const [part, setPart] = useState('5')
  const take = (chosen: FileList | null) =>
    onChange([...files, ...[...(chosen ?? [])].map((file) => ({ id: crypto.randomUUID(), part: Number(part), file }))])
  return (
    <Panel title={w('files')} id="files">
      <p>{w('filesText')}</p>
      {files.length > 0 && (
        <ul className="lines">
          {files.map(({ id, part: of, file }) => (
            <li key={id}>
              {of} {say(partWords[of as keyof typeof partWords])} · {file.name}（{formatBytes(file.size, locale)}）{' '}
              <Button
                kind="quiet"
                aria-label={`${w('remove')} ${file.name}`}
                onPress={() => onChange(files.filter((one) => one.id !== id))}
              >
                {w('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {sizeOf(files) > mostPackBytes && (
        <Notice kind="bad">{w('filesLarge', { size: formatBytes(mostPackBytes, locale) })}</Notice>
      )}
      <SelectField
        label={w('part')}
        value={part}
        onChange={setPart}
        options={partNumbers.map((number) => ({ id: String(number), text: `${number} ${say(partWords[number])}` }))}
      />
      <FileTrigger allowsMultiple onSelect={take}>
        <Button>{w('chooseFiles')}</Button>
      </FileTrigger>
    </Panel>
  )
}
