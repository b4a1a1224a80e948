import { KeyValues } from '../../platform/ui/layout.tsx'

/** Only what was said; nothing stands where nothing was told. */
export const Told = ({ pairs }: { pairs: readonly (readonly [string, string])[] }) => (
  <KeyValues
    pairs={pairs
      .filter(([, text]) => text !== '')
      .map(
        ([label, text]) =>
          [
            label,
            <span key={label} className="text">
              {text}
            </span>,
          ] as const,
      )}
  />
)
