import { create } from 'qrcode'

/** A QR code as an SVG of our own, drawn from the library's matrix: nothing is fetched, nothing is inline style. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const quiet = 4
  const path = Array.from(data, (dark, index) =>
    dark ? `M${(index % size) + quiet},${Math.floor(index / size) + quiet}h1v1h-1z` : '',
  ).join('')
  const edge = size + 2 * quiet
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${edge} ${edge}`}
      width="176"
      height="176"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={edge} height={edge} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
