import type { ReactNode } from 'react'

const lines = Array.from({ length: 12 }, (_, index) => index)

/** Content with the viewer's name and the time across it, on the screen and on paper. */
export const Watermarked = ({ text, children }: { text: string; children: ReactNode }) => (
  <div className="watermarked">
    <div className="watermark" aria-hidden="true">
      {lines.map((line) => (
        <span key={line}>
          {text}　{text}　{text}
        </span>
      ))}
    </div>
    <p className="small soft">{text}</p>
    {children}
  </div>
)
