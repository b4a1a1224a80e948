import { type Content, type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useId, useState } from 'react'
import { cleanRichText, isSafeHref, type RichText } from '../../core/rich-text.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { publicationEditorWords } from './publication-editor.words.ts'

type Props = { label: string; value: RichText; onChange: (value: RichText) => void }

/**
 * The editor knows exactly the blocks and marks of `core/rich-text.ts`; what it hands out went through the same filter as
 * what is stored. Its style is in our own sheet: the content policy forbids one at run time.
 */
export default function RichTextEditor({ label, value, onChange }: Props) {
  const id = useId()
  const w = useWords(publicationEditorWords)
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3, 4] },
        code: false,
        codeBlock: false,
        link: { openOnClick: false, isAllowedUri: (href) => isSafeHref(href ?? '') },
      }),
    ],
    content: asContent(value),
    injectCSS: false,
    immediatelyRender: true,
    editorProps: {
      attributes: { 'aria-labelledby': id, 'aria-multiline': 'true', role: 'textbox', class: 'prose' },
    },
    onUpdate: ({ editor: changed }) => onChange(cleanRichText(changed.getJSON())),
  })
  return (
    <div className="field">
      <span className="label" id={id}>
        {label}
      </span>
      <div className="editor">
        <Toolbar editor={editor} />
        <EditorContent editor={editor} />
      </div>
      <span className="hint">{w('shortcuts')}</span>
    </div>
  )
}

/** The library's type knows no property that may be absent; the same document, written out anew, fits it. */
const asContent = (value: RichText): Content => JSON.parse(JSON.stringify(value))

const levels = [2, 3, 4] as const

function Toolbar({ editor }: { editor: Editor }) {
  const w = useWords(publicationEditorWords)
  const [linking, setLinking] = useState(false)
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      level: levels.find((level) => now.isActive('heading', { level })) ?? null,
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      strike: now.isActive('strike'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      blockquote: now.isActive('blockquote'),
      link: now.isActive('link'),
    }),
  })
  const chain = () => editor.chain().focus()
  const tools: readonly [string, boolean | undefined, () => void][] = [
    ...levels.map((level): [string, boolean, () => void] => [
      w('heading', { level }),
      on.level === level,
      () => chain().toggleHeading({ level }).run(),
    ]),
    [w('bold'), on.bold, () => chain().toggleBold().run()],
    [w('italic'), on.italic, () => chain().toggleItalic().run()],
    [w('underline'), on.underline, () => chain().toggleUnderline().run()],
    [w('strike'), on.strike, () => chain().toggleStrike().run()],
    [w('bulletList'), on.bulletList, () => chain().toggleBulletList().run()],
    [w('orderedList'), on.orderedList, () => chain().toggleOrderedList().run()],
    [w('blockquote'), on.blockquote, () => chain().toggleBlockquote().run()],
    [w('link'), on.link, () => setLinking(true)],
    [w('rule'), undefined, () => chain().setHorizontalRule().run()],
    [w('undo'), undefined, () => chain().undo().run()],
    [w('redo'), undefined, () => chain().redo().run()],
  ]
  return (
    <div role="toolbar" aria-label={w('toolbar')} className="toolbar">
      {tools.map(([text, pressed, press]) => (
        <button
          key={text}
          type="button"
          className="button quiet"
          {...(pressed !== undefined && { 'aria-pressed': pressed, 'data-pressed-state': pressed ? 'on' : 'off' })}
          onClick={press}
        >
          {text}
        </button>
      ))}
      {linking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  )
}

function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const w = useWords(publicationEditorWords)
  const common = useWords(commonWords)
  const present: unknown = editor.getAttributes('link').href
  const [href, setHref] = useState(typeof present === 'string' ? present : '')
  const wrong = href !== '' && !isSafeHref(href)
  const keep = () => {
    const chain = editor.chain().focus().extendMarkRange('link')
    if (href === '') chain.unsetLink().run()
    else chain.setLink({ href }).run()
    onClose()
  }
  return (
    <Dialog title={w('link')} open onClose={onClose}>
      <TextField
        label={w('linkAddress')}
        hint={w('linkHint')}
        value={href}
        onChange={setHref}
        autoFocus
        error={wrong ? w('linkHint') : undefined}
      />
      <div className="actions">
        <Button kind="primary" isDisabled={wrong} onPress={keep}>
          {common('confirm')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
