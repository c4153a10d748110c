import { spawn } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { rejectedPath } from '../../src/local/import/rejected.ts'
import { lockStructure } from '../../src/local/import/run.ts'
import { violations } from '../ledger/invariants.ts'
import { freshWorld, type World } from '../setup/world.ts'
import { imported, pastConvention, pastFile, readText } from './past.ts'

const ROWS = 430
/** every eleventh is broken, every seventh in suspense, one comes again */
const rows = Array.from({ length: ROWS }, (_, n) => {
  const reference = n === 300 ? 'P-7' : `P-${n}`
  const day = n % 7 === 3 ? '2011-10-02' : n % 2 === 0 ? '2019-09-14' : '2020-10-02'
  return `${reference};${day};${n % 11 === 5 ? 'x' : `${n % 40},${String(n % 100).padStart(2, '0')}`}`
})

interface End {
  gifts: unknown[]
  funds: unknown[]
  balances: unknown[]
  credits: unknown[]
  run: unknown[]
  rejected: string
}
/** What an import leaves, ids and instants apart. */
async function endOf(world: World, conventions: readonly string[], file: string): Promise<End> {
  const ask = async (query: string): Promise<unknown[]> => (await world.pg.query(query, [conventions])).rows
  const nth = 'array_position($1::uuid[], convention_id)'
  return {
    gifts: await ask(
      `select reference, g.cents, given_at, ${nth.replace('convention_id', 'g.convention_id')} as nth, convention_version, posted_cents,
         evidence->'line' as line, span_from, span_to, gifts
         from gift g left join inflow i on i.gift_id = g.id where $1::uuid[] is not null order by reference`,
    ),
    funds: await ask(
      `select ${nth} as nth, line_in, line_out, surplus_cents, minted, gifts from fund where convention_id = any($1) order by 1`,
    ),
    balances: await ask(
      `select nth, b.* from unnest($1::uuid[]) with ordinality c(id, nth), balances(c.id) b order by 1, 2`,
    ),
    credits: await ask(
      `select ${nth} as nth, number, price_cents, state from credit where convention_id = any($1) order by 1, 2`,
    ),
    run: await ask(
      `select rows_done, gifts, cents, suspended, known, broken, rejected_bytes from import_run where $1::uuid[] is not null`,
    ),
    rejected: readText(rejectedPath(file)),
  }
}
async function territory(): Promise<{ world: World; conventions: string[] }> {
  const world = await freshWorld()
  const first = await pastConvention(world, 2019, { planned_seats: 120 })
  return { world, conventions: [first, await pastConvention(world, 2020)] }
}

let expected: End
beforeAll(async () => {
  const { world, conventions } = await territory()
  const file = pastFile(rows)
  await imported(world, file, { batch_rows: 50 })
  expected = await endOf(world, conventions, file)
})

/** Runs an import that kills itself at this moment; answers the signal that ended it. */
async function kill(world: World, file: string, moment: readonly string[]): Promise<NodeJS.Signals | null> {
  const program = join(import.meta.dirname, 'killed.ts')
  const args = [program, world.database.url, file, world.structure.organisation_id, ...moment]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
}

async function booked({ pg }: World): Promise<number> {
  const counted = await pg.query<{ gifts: number }>(
    'select coalesce(sum(gifts), 0)::int as gifts from import_run',
  )
  return counted.rows[0]!.gifts
}

describe('an import that is killed', () => {
  const moments = [
    ['before', 'insert into import_run', '1'],
    ['after', 'insert into import_run', '1'],
    ['sent', 'import_gifts', '3'],
    ['after', 'import_gifts', '3'],
    ['before', 'commit', '4'],
    ['sent', 'commit', '4'],
    ['after', 'commit', '9'],
    ['before', 'finished_at = $2', '1'],
    ['after', 'finished_at = $2', '1'],
  ] as const
  test.each(moments)(
    '%s `%s` (%s) and started again ends as one that was not',
    { timeout: 60_000 },
    async (...moment) => {
      const { world, conventions } = await territory()
      const file = pastFile(rows)
      expect(await kill(world, file, moment)).toBe('SIGKILL')
      const before = await booked(world)
      const { booked_now, gifts } = await imported(world, file, { batch_rows: 70 })
      expect(booked_now.gifts).toBe(gifts - before)
      expect(await endOf(world, conventions, file)).toEqual(expected)
      for (const one of conventions) expect(await violations(world.pg, one)).toEqual({})
    },
  )

  test('cuts off what it had written of broken rows beyond its last batch', { timeout: 60_000 }, async () => {
    const { world, conventions } = await territory()
    const file = pastFile(rows)
    await kill(world, file, ['before', 'commit', '4'])
    appendFileSync(rejectedPath(file), 'rows;that;were\nnever;kept;'.repeat(1_000))
    await imported(world, file)
    expect(await endOf(world, conventions, file)).toEqual(expected)
  })

  test('does not go on without the broken rows that it had told before', { timeout: 60_000 }, async () => {
    const { world } = await territory()
    const file = pastFile(rows)
    await kill(world, file, ['before', 'commit', '4'])
    rmSync(rejectedPath(file))
    await expect(imported(world, file)).rejects.toThrow(/is not as this import left it/)
  })

  test('again and again, at every batch, ends so too', { timeout: 60_000 }, async () => {
    const { world, conventions } = await territory()
    const file = pastFile(rows)
    let kills = 0
    while ((await kill(world, file, ['before', 'commit', '3'])) === 'SIGKILL') kills += 1
    expect(kills).toBeGreaterThan(2)
    expect(await endOf(world, conventions, file)).toEqual(expected)
  })
})

test('while another is under way, it books nothing and says why', async () => {
  const { world } = await territory()
  const { organisation_id } = world.structure
  await lockStructure(world.pg, organisation_id, 20)
  const file = pastFile(rows)
  await expect(imported(world, file, { patience_ms: 20 })).rejects.toThrow(
    /Another import of this structure is under way/,
  )
  expect((await world.pg.query('select from gift')).rowCount).toBe(0)
  await world.pg.query('select pg_advisory_unlock_all()')
  expect(await imported(world, file, { patience_ms: 20 })).toMatchObject({ rows_done: ROWS })
})
