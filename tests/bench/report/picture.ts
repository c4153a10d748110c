/** Its own ground, so that it can be read on any page, light or dark. */
const STYLE = `
  :root { color: #2c211b; --ground: #fdf8f0 }
  .ground { fill: var(--ground) }
  .ours rect { fill: #a65a3a } .peer rect { fill: #3f7d72 } .limit rect { fill: #8d8078 }
  @media (prefers-color-scheme: dark) {
    :root { color: #f4ece4; --ground: #211a16 }
    .ours rect { fill: #d9895f } .peer rect { fill: #6fb5a6 } .limit rect { fill: #9b8f86 }
  }
  text { fill: currentColor }
  .value { paint-order: stroke; stroke: var(--ground); stroke-width: 5 }
  .grid, .limit-itself, .whisker { stroke: currentColor }
  .grid { stroke-opacity: .14 }
  .whisker, .limit-itself { stroke-width: 1.4 }
  .limit-itself { stroke-dasharray: 5 4 }
`

export interface Picture {
  width: number
  height: number
  title: string
  /** what a reader hears who does not see it: the figures themselves */
  description: string
  /** the inside of an SVG */
  drawing: string
}

/** An SVG document that stands alone. */
export function picture({ width, height, title, description, drawing }: Picture): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="14" text-anchor="middle">
  <title id="t">${escaped(title)}</title>
  <desc id="d">${escaped(description)}</desc>
  <style>${STYLE}</style>
  <rect class="ground" width="${width}" height="${height}" rx="10"/>
  ${drawing}
</svg>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
