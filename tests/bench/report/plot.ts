import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Results } from '../results.ts'
import { type Bar, barsOf } from './bars.ts'
import { day, ratio } from './figures.ts'
import { type Kind, KINDS } from './kind.ts'
import { legend, LETTER } from './legend.ts'
import { picture } from './picture.ts'

const WIDTH = 860
const BAR_HEIGHT = 30
const MARGIN = { top: 52, right: 60, bottom: 54 }
const TITLE = 'events a second, as a ratio to the limit b'

/** The ratios to the limit b as bars, with their lowest and highest rounds: an SVG document. */
export function plot(results: Results): string {
  const bars = barsOf(results.rows)
  const left = 24 + LETTER * Math.max(...bars.map(({ name }) => name.length))
  const height = MARGIN.top + BAR_HEIGHT * bars.length + MARGIN.bottom
  return picture({
    width: WIDTH,
    height,
    title: TITLE,
    description: `${bars.map(told).join('; ')}. Measured on ${day(results.at)}.`,
    drawing: `${legend(left, 28)}\n  ${drawing(bars, left, height)}`,
  })
}

const told = ({ name, ratio: median, min, max }: Bar) =>
  `${name} ${ratio(median)} (${ratio(min)} to ${ratio(max)})`

function drawing(bars: readonly Bar[], left: number, height: number): string {
  const { document } = parseHTML('<!doctype html><body></body>')
  const whisker = { y: 'name', className: 'whisker' }
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: left,
    x: { label: TITLE, labelAnchor: 'center', labelOffset: 42, labelArrow: 'none', ticks: 6, nice: true },
    y: { label: null, domain: bars.map(({ name }) => name), padding: 0.28, tickSize: 0 },
    marks: [
      Plot.gridX({ className: 'grid', ticks: 6 }),
      ...(Object.keys(KINDS) as Kind[]).map((kind) => barsOfKind(bars, kind)),
      Plot.ruleX([1], { className: 'limit-itself' }),
      Plot.ruleY(bars, { ...whisker, x1: 'min', x2: 'max' }),
      Plot.tickX(bars, { ...whisker, x: 'min', inset: 6 }),
      Plot.tickX(bars, { ...whisker, x: 'max', inset: 6 }),
      Plot.text(bars, {
        x: 'max',
        y: 'name',
        text: (bar: Bar) => ratio(bar.ratio),
        textAnchor: 'start',
        dx: 8,
        className: 'value',
      }),
    ],
  })
  // made for a page; the picture has its own
  svg.querySelector('style')?.remove()
  return svg.innerHTML
}

function barsOfKind(bars: readonly Bar[], kind: Kind): Plot.Markish {
  const some = bars.filter((bar) => bar.kind === kind)
  return Plot.barX(some, { x: 'ratio', y: 'name', className: kind, rx: 2 })
}
