import { KINDS } from './kind.ts'

/** How wide a letter of the picture's type is, on average. */
export const LETTER = 7.4
const SWATCH = 12
const GAP = 24

/** What the colours mean, side by side from `x`, in SVG. */
export function legend(x: number, y: number): string {
  let at = x
  const entries = Object.entries(KINDS).map(([kind, text]) => {
    const entry = `<g class="${kind}" transform="translate(${at} ${y})"><rect y="-11" width="${SWATCH}" height="${SWATCH}" rx="2"/><text x="${SWATCH + 7}" text-anchor="start">${text}</text></g>`
    at += SWATCH + 7 + LETTER * text.length + GAP
    return entry
  })
  return entries.join('\n  ')
}
