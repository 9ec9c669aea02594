import { create } from 'qrcode'
import type { ReactNode } from 'react'

/** A QR code drawn as one path, sharp on screen and paper; `size` in pixels, the white edge the standard asks for included. */
export const QrCode = ({ text, label, size = 160 }: { text: string; label: string; size?: number }): ReactNode => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const edge = 4
  const whole = modules.size + 2 * edge
  let path = ''
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column + edge} ${row + edge}h1v1h-1z`
  return (
    <svg
      role="img"
      aria-label={label}
      className="qr"
      width={size}
      height={size}
      viewBox={`0 0 ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${whole}v${whole}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}
