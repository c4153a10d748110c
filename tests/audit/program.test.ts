import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { migrate } from '../../src/local/migrate.ts'
import { startPostgres } from '../../src/local/postgres.ts'
import { throwawayFolder } from '../setup/folder.ts'
import type { World } from '../setup/world.ts'
import { seasonWorld } from './season.ts'

/** each run is a process that loads every room */
vi.setConfig({ testTimeout: 120_000 })

const script = join(import.meta.dirname, '../../src/local/audit.ts')
let world: World
beforeAll(async () => {
  world = await seasonWorld()
})

/** What `npm run audit` runs. */
function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'fr_FR.UTF-8', DATABASE_URL: '', ...env },
  })
  return { code: status, out: stdout, err: stderr }
}
/** without the spaces at which no line may break */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const books = (...args: string[]) => run(['--no-partners', ...args], { DATABASE_URL: world.database.url })

test('true books end with 0, told in French or English, or as one line of JSON', () => {
  const told = books()
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(plain(told.out)).toBe(
    'Les livres : 2 conventions, 48 écritures, 6 dons, 11 chiffres du bilan.\nRien ne diffère.\n',
  )
  expect(books('--lang', 'en').out).toBe(
    'The books: 2 conventions, 48 postings, 6 gifts, 11 figures of the report.\nNothing differs.\n',
  )
  const { code, out } = books('--json', '--convention', world.convention_id)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    differences: 0,
    checked: { conventions: 1, postings: 42, gifts: 5, figures: 11 },
    found: [],
    undone: [],
  })
})

test('a difference ends with 1, and is said with whose it is, both sides, and what to do', async () => {
  await world.pg.query('update fund set surplus_cents = surplus_cents + 100 where convention_id = $1', [
    world.convention_id,
  ])
  try {
    const { code, out } = books()
    expect(code).toBe(1)
    expect(plain(out)).toContain(
      [
        '2 différences.',
        '',
        '1. Un chiffre du bilan n’est pas celui des écritures',
        '   toutes les conventions · excédent',
        '   gardé : 1,00 € · recalculé : 0,00 €',
        '',
        '2. La ligne courante du fonds ne dit pas ce que disent les comptes',
        '   Théâtre du Port, 2026/27 · Excédent à décider',
        '   gardé : 1,00 € · recalculé : 0,00 €',
        '',
        'À faire, de 1 à 2 : Gardez ce rapport, ne changez rien dans la base, et prévenez qui entretient Fauteuil ; rien n’a été corrigé.',
        '',
      ].join('\n'),
    )
    const json = books('--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      differences: 2,
      found: [{ kind: 'report', ours: '100', theirs: '0', unit: 'cents' }, {}],
    })
    const { out: help } = books('--help')
    for (const name of Object.keys(JSON.parse(json.out).found[0]))
      expect(help).toMatch(new RegExp(`^  (?:structure, )?${name}\\b`, 'm'))
  } finally {
    await world.pg.query('update fund set surplus_cents = surplus_cents - 100 where convention_id = $1', [
      world.convention_id,
    ])
  }
})

test('what could not be done ends with 2, and says what to do', () => {
  const { url } = world.database
  const none = run(['--no-partners'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
  expect(none).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/ECONNREFUSED.*npm run migrate/),
  })
  expect(run([], { DATABASE_URL: url })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/MASTER_KEYS.*--no-partners/),
  })
  expect(run(['--folder', throwawayFolder()])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Run `npm start` first'),
  })
  const unknown = books('--convention', world.season_id)
  expect(unknown.err).toContain(`There is no convention ${world.season_id}`)
  expect(books('--nothing')).toMatchObject({ code: 2, err: expect.stringContaining('--no-partners') })

  // the world's partner is not there: the books are told, and that it could not be asked
  const keys = `v1:${btoa('0123456789abcdef0123456789abcdef')}`
  const { code, out } = run(['--lang', 'en'], { DATABASE_URL: url, MASTER_KEYS: keys })
  expect(code).toBe(2)
  expect(out).toMatch(
    /The partners: 0 compared.*\nOf what could be compared, nothing differs\.\n\nNot compared: Théâtre du Port \(.*\)\. See that/,
  )
})

test('without a variable it finds what npm start keeps, running or not', async () => {
  const folder = throwawayFolder()
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder: join(folder, 'postgres') })
  let stopped = false
  const stop = async () => {
    if (!stopped) await postgres.stop()
    stopped = true
  }
  onTestFinished(stop)
  await migrate(postgres.url())
  const said = { code: 0, out: expect.stringContaining('The partners: 0 compared'), err: '' }
  expect(run(['--folder', folder, '--lang', 'en'])).toEqual(said)
  await stop()
  expect(run(['--folder', folder, '--lang', 'en'])).toEqual(said)
})
