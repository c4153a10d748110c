import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { throwawayFolder } from '../../setup/folder.ts'
import { fixture } from './fixture.ts'
import { BEGIN, END, writeReport } from './index.ts'
import { plot } from './plot.ts'
import { section } from './section.ts'

const lines = section(fixture).split('\n')
const cellsOf = (start: string) =>
  lines
    .filter((line) => line.startsWith(`| ${start}`))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

it('says of each row its median, its spread and its ratio to the limit', () => {
  expect(cellsOf('**posting path, one by one**')).toEqual([
    [
      '',
      '**posting path, one by one**: the production function, by pgbench',
      '6,320',
      '5,814 – 6,826',
      '0.74',
      '',
    ],
  ])
})

it('says the unit where it is another, and no ratio', () => {
  expect(cellsOf('**season report**')[0]?.slice(2)).toEqual(['0.58 ms', '0.568 – 0.592', '', ''])
})

it('keeps a missed goal in the table, with what the miss comes from', () => {
  expect(cellsOf('**G3**')[0]?.slice(2)).toEqual([
    '0.46',
    '≥ 0.50',
    '**no**: of b; parsing takes a third of the time',
    '',
  ])
  expect(cellsOf('**G2**')[0]?.slice(2)).toEqual(['0.74', '≥ 0.70', 'yes', ''])
})

it('keeps what was not measured in the table', () => {
  expect(cellsOf('**G9**')[0]?.slice(2, 4)).toEqual(['not measured', '≥ 1.3'])
  expect(cellsOf('cala-ledger')).toEqual([
    ['', 'cala-ledger 0.33.3, cold: cargo is not installed here', 'skipped', '', '', ''],
  ])
})

it('draws a bar for each ratio, the fastest first, and tells the figures to who does not see them', () => {
  const { document } = parseHTML(plot(fixture))
  const withRatio = fixture.rows.filter(({ ratio }) => ratio !== null)
  const bars = document.querySelectorAll('[aria-label=bar] rect')
  expect(bars).toHaveLength(withRatio.length)
  expect(document.querySelector('title')?.textContent).toContain('ratio to the limit b')
  const told = document.querySelector('desc')?.textContent ?? ''
  expect(told).toMatch(
    /^backlog 1\.23 \(1\.17 to 1\.29\); .*in workerd 0\.21 .*Measured on 22 November 2026\.$/,
  )
  for (const { name } of withRatio) expect(told).toContain(name)
})

it('colours peers apart from ours and from the limit', () => {
  const { document } = parseHTML(plot(fixture))
  const count = (kind: string) => document.querySelectorAll(`.${kind}[aria-label=bar] rect`).length
  expect([count('ours'), count('peer'), count('limit')]).toEqual([4, 1, 2])
})

it('writes between the two marks of the README and nowhere else, and the plot beside it', async () => {
  const root = house(`before\n${BEGIN}\n\nof last year\n\n${END}\nafter\n`)
  await writeReport(fixture, root)
  const page = readFileSync(join(root, 'README.md'), 'utf8')
  expect(page).toBe(`before\n${BEGIN}\n\n${section(fixture)}\n\n${END}\nafter\n`)
  expect(readFileSync(join(root, '.github/bench.svg'), 'utf8')).toBe(plot(fixture))
})

it('writes tables as the formatter has them', async () => {
  const root = house(`before\n\n${BEGIN}\n\n${END}\n\nafter\n`)
  await writeReport(fixture, root)
  const checked = spawnSync('node_modules/.bin/oxfmt', ['--check', join(root, 'README.md')], {
    encoding: 'utf8',
  })
  expect(checked.stderr + checked.stdout).toContain('All matched files use the correct format')
})

it('refuses a quick run and a README without its marks, and leaves it as it was', async () => {
  const root = house('no marks here\n')
  await expect(writeReport({ ...fixture, quick: true }, root)).rejects.toThrow('without --quick')
  await expect(writeReport(fixture, root)).rejects.toThrow('Put both back')
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('no marks here\n')
})

const folder = throwawayFolder()
let houses = 0
function house(readme: string): string {
  const root = join(folder, String(++houses))
  mkdirSync(join(root, '.github'), { recursive: true })
  writeFileSync(join(root, 'README.md'), readme)
  return root
}
