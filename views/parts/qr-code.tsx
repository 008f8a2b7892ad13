import { encodeQR } from 'qr'

type Strength = 'medium' | 'quartile'

/** Dark squares on white, whatever the colours of the screen: cameras do not read it the other way round. */
export function QrCode({ text, label, class: looks }: { text: string; label: string; class: string }) {
  const { size, path } = qrSquares(text, { strength: 'medium', border: 3 })
  return (
    <svg class={looks} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}

/** The picture's dark squares as one path of a drawing, and how many squares it is wide. */
export function qrSquares(text: string, { strength, border }: { strength: Strength; border: number }) {
  // The encoder draws an edge of its own, of at least one square.
  const rows = encodeQR(text, 'raw', { ecc: strength, border: 1 })
  const shift = border - 1
  const squares = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + shift} ${y + shift}h1v1h-1z`] : [])),
  )
  return { size: rows.length + 2 * shift, path: squares.join('') }
}
