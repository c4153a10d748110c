import { chancesOff } from './exact.ts'

// `node tests/step/guard/table.ts`: the table of decision 15.

const CARTS = 40_000
const AT = [1_000, 3_000, 10_000]

const written = (carts: number): string =>
  carts < 0 ? `> ${CARTS.toLocaleString('en')}` : carts.toLocaleString('en')

const lines = [0, 0.015, 0.03, 0.05, 0.1, 0.2, 0.4, 1].flatMap((harm) =>
  [50, 80, 90].map((shown) => {
    const off = chancesOff(shown, harm, CARTS)
    const ends = [0.5, 0.9].map((part) => written(off.findIndex((chance) => chance >= part)))
    const by = AT.map((carts) => `${(100 * off[carts]!).toFixed(1)} %`)
    return [`${harm * 100} %`, `${shown} %`, ...ends, ...by]
  }),
)
const heads = ['harm', 'shown to', 'half', 'nine of ten', ...AT.map((carts) => `off by ${written(carts)}`)]
for (const line of [heads, heads.map((_, n) => (n < 2 ? '---' : '---:')), ...lines])
  console.log(`| ${line.join(' | ')} |`)
