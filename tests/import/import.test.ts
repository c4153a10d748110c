import { existsSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { rejectedPath } from '../../src/local/import/rejected.ts'
import { violations } from '../ledger/invariants.ts'
import { testApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, type World } from '../setup/world.ts'
import { contentsOf, imported, pastConvention, pastFile, readText } from './past.ts'

let world: World
let past: string
beforeAll(async () => {
  world = await freshWorld()
  past = await pastConvention(world, 2019)
})

const sound = async () => {
  expect(await violations(world.pg, past)).toEqual({})
  expect(await violations(world.pg, world.convention_id)).toEqual({})
}
/** Gifts whose reference begins so, in the order of their file. */
async function gifts(prefix: string): Promise<[string, number, string, string | null][]> {
  const { rows } = await world.pg.query<{
    reference: string
    cents: string
    given_at: Date
    convention_id: string | null
  }>(
    `select reference, cents, given_at, convention_id from gift where starts_with(reference, $1)
      order by (evidence->>'line')::int`,
    [prefix],
  )
  return rows.map((row) => [row.reference, Number(row.cents), row.given_at.toISOString(), row.convention_id])
}

describe('a file of past gifts', () => {
  test('is booked gift by gift, in the convention of its day, and opens seats', async () => {
    const rows = [
      'A-1;2019-09-14;12,50',
      'A-2;14/09/2019;12.50',
      'A-3;2019-09-14T22:30:00Z;7 €',
      'A-4;2026-09-01;5',
    ]
    const done = await imported(world, pastFile(rows))
    expect(done).toMatchObject({
      rows_done: 4,
      gifts: 4,
      cents: 3_700,
      suspended: 0,
      known: 0,
      broken: 0,
      told: [],
    })
    expect(await gifts('A-')).toEqual([
      ['A-1', 1250, '2019-09-14T10:00:00.000Z', past],
      ['A-2', 1250, '2019-09-14T10:00:00.000Z', past],
      ['A-3', 700, '2019-09-14T22:30:00.000Z', past],
      ['A-4', 500, '2026-09-01T10:00:00.000Z', world.convention_id],
    ])
    const { rows: credits } = await world.pg.query('select from credit where convention_id = $1', [past])
    expect(credits).toHaveLength(4)
    await sound()
  })

  test('imported twice books nothing twice, under whatever name', async () => {
    const rows = ['B-1;2019-09-14;12,50', 'B-2;2019-09-15;x']
    const first = await imported(world, pastFile(rows))
    const before = await contentsOf(world)
    const again = await imported(world, pastFile(rows))
    expect(again).toMatchObject({
      finished_before: NOW,
      gifts: 1,
      broken: 1,
      import_id: first.import_id,
      told: [],
    })
    expect(await contentsOf(world)).toEqual(before)
  })

  test('grown by newer rows brings only these; what was booked is known, or said when it differs', async () => {
    await imported(world, pastFile(['C-1;2019-09-14;5', 'C-2;2019-09-14;6', 'C-3;2019-09-14;7']))
    const done = await imported(
      world,
      pastFile(['C-1;2019-09-14;5', 'C-2;2019-09-14;6,50', 'C-3;2019-09-16;7', 'C-4;2019-09-14;8']),
    )
    expect(done).toMatchObject({ rows_done: 4, gifts: 1, cents: 800, known: 1, broken: 2 })
    expect(done.told).toEqual([
      '3 reference: imported before with another amount or date (€6.00, Saturday, 14 September 2019 at 12:00): an import changes no gift',
      '4 reference: imported before with another amount or date (€7.00, Saturday, 14 September 2019 at 12:00): an import changes no gift',
    ])
    await sound()
  })

  test('never meets the references of a ticketing', async () => {
    await give(world, observed(world, 'D-1', 2_000))
    await imported(world, pastFile(['D-1;2019-09-14;5']))
    const { rows } = await world.pg.query(`select cents from gift where reference = 'D-1' order by cents`)
    expect(rows).toEqual([{ cents: '500' }, { cents: '2000' }])
    await sound()
  })

  test('before any convention waits in suspense, visibly, and is posted when one comes into force', async () => {
    const done = await imported(world, pastFile(['E-1;2012-01-31;5', 'E-2;2012-02-01;6', 'E-3;2019-09-14;7']))
    const span = { first: '2012-01-31T11:00:00.000Z', last: '2012-02-01T11:00:00.000Z' }
    expect(done).toMatchObject({ gifts: 3, suspended: 2, in_suspense: { gifts: 2, ...span } })
    const early = await pastConvention(world, 2011)
    await world.db.call('post_suspended', { now: NOW, limit: 100 })
    await world.db.call('convert', { convention_id: early, now: NOW })
    expect(await gifts('E-')).toMatchObject([
      ['E-1', 500, {}, early],
      ['E-2', 600, {}, early],
      ['E-3', 700, {}, past],
    ])
    expect(await violations(world.pg, early)).toEqual({})
  })
})

describe('a broken row', () => {
  test('is said with its line, column and reason, kept in a file beside, and stops no other', async () => {
    const file = pastFile([
      'G-1;2019-09-14;12,50',
      'G-2;2019-02-30;12',
      ';2019-09-14;12',
      'G-4;2019-09-14;12,505',
      '',
      'G-6;2019-09-14;-3',
      'G-1;2019-09-14;12,50',
      'G-8;2031-01-01;5',
      'G-9;2019-09-14;12;50',
      'G-10;2019-09-14',
      '"G-11;2019-09-14;5',
      'G-12;2019-09-14;5',
    ])
    const done = await imported(world, file)
    expect(done).toMatchObject({ rows_done: 11, gifts: 2, broken: 9, rejected_file: rejectedPath(file) })
    expect(done.told).toEqual([
      '3 given_at: “2019-02-30” is not a date: write 2023-09-14 or 14/09/2023',
      '4 reference: no reference',
      '5 amount: “12,505” is not an amount: write 12,50 or 12.50 or 12 €',
      '7 amount: “-3” is negative or above a million euros: leave out gifts that were refunded',
      '8 reference: this reference is already on line 2',
      '9 given_at: “2031-01-01” is before 2000 or in the future',
      '10 : more columns than the header: a value that holds the separator has to be quoted',
      '11 amount: “” is not an amount: write 12,50 or 12.50 or 12 €',
      '12 : a quotation mark is opened and not closed, or stands inside a value',
    ])
    const [header, first, ...others] = readText(rejectedPath(file)).split('\r\n')
    expect(header).toBe('\ufeffreference;given_at;amount;line;column;motif;reason')
    expect(first).toMatch(/^G-2;2019-02-30;12;3;given_at;"?« 2019-02-30 » n’est pas une date.*is not a date/)
    expect(others.filter(Boolean)).toHaveLength(8)
    await sound()
  })

  test('mended in that file is imported from there', async () => {
    const file = pastFile(['H-1;2019-09-14;12,50', 'H-2;2019-09-31;8', 'H-3;2019-09-14;9 euro'])
    await imported(world, file)
    const rejected = rejectedPath(file)
    writeFileSync(rejected, readText(rejected).replace('2019-09-31;8', '2019-09-30;8'))
    const done = await imported(world, rejected)
    expect(done).toMatchObject({ rows_done: 1, gifts: 1, cents: 800, broken: 0 })
    expect(await gifts('H-')).toHaveLength(3)
  })

  test('of another import is never overwritten', async () => {
    const name = 'kept.csv'
    await imported(world, pastFile(['I-1;2019-09-14;x'], name))
    const file = pastFile(['I-1;2019-09-14;y'], name)
    await expect(imported(world, file)).rejects.toThrow(/kept\.rejected\.csv is there already/)
    expect(readText(rejectedPath(file))).toContain('I-1;2019-09-14;x')
  })
})

describe('a trial', () => {
  test('says the same and writes nothing', async () => {
    await imported(world, pastFile(['J-1;2019-09-14;5', 'J-2;2019-09-14;6']))
    const rows = [
      'J-1;2019-09-14;5',
      'J-2;2019-09-14;9',
      'J-3;2019-09-14;7',
      'J-3;2019-09-14;7',
      'J-4;2004-01-01;1',
      'J-5;x;1',
    ]
    const before = await contentsOf(world)
    const file = pastFile(rows)
    const tried = await imported(world, file, { dry_run: true, batch_rows: 2 })
    expect(await contentsOf(world)).toEqual(before)
    expect(existsSync(rejectedPath(file))).toBe(false)

    const done = await imported(world, file)
    const counts = { rows_done: 6, gifts: 2, cents: 800, suspended: 1, known: 1, broken: 3 }
    expect(done).toMatchObject({ ...counts, dry_run: false, told: tried.told })
    expect(tried).toMatchObject({ ...counts, dry_run: true, import_id: null, rejected_file: null })
  })
})

describe('the connection of imports', () => {
  test('cannot be opened, by the API or by the database, and tells no other structure anything', async () => {
    await imported(world, pastFile(['K-1;2019-09-14;5']))
    const { ask } = testApp(world)
    const list = await ask(world.structure, 'GET', '/v1/connections')
    const mine = list.body.items.find((one: { platform: string }) => one.platform === 'import')
    expect(mine).toMatchObject({ state: 'disabled', structure_id: world.structure.organisation_id })
    for (const verb of ['enable', 'disable', 'rotate-hook', 'performances/sync']) {
      const answer = await ask(world.structure, 'POST', `/v1/connections/${mine.id}/${verb}`)
      expect([404, 409], `${verb}: ${answer.text}`).toContain(answer.status)
    }
    const change = { settings: { address: 'http://127.0.0.1:1' }, credentials: {} }
    expect((await ask(world.structure, 'PATCH', `/v1/connections/${mine.id}`, change)).status).toBe(404)
    await expect(
      world.pg.query(`update connection set state = 'enabled' where id = $1`, [mine.id]),
    ).rejects.toThrow(/connection_import_closed/)
  })
})
