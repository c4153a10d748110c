import { neon, neonConfig } from '@neondatabase/serverless'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
  neonConfig.fetchEndpoint = database.neonEndpoint
  const sql = neon(database.url)
  await sql`create table probe (number int primary key, label text, price_cents bigint check (price_cents >= 0), tags text[])`
})
beforeEach(async () => {
  await neon(database.url)`delete from probe`
  await database.resetRoundTrips()
})

describe('the local endpoint, through the driver that production uses', () => {
  test('values keep their types, null, accents and arrays included', async () => {
    const sql = neon(database.url)
    const [row] = await sql`
      insert into probe values (${1}, ${"fauteuil d'été"}, ${12_00}, ${['a', 'b']})
      returning *, null as nothing, true as yes, now() as at, '{"a": 1}'::jsonb as body`
    expect(row).toMatchObject({ number: 1, label: "fauteuil d'été", price_cents: '1200', tags: ['a', 'b'] })
    expect(row).toMatchObject({ nothing: null, yes: true, body: { a: 1 } })
    expect(row?.['at']).toBeInstanceOf(Date)
  })

  test('a batch is one transaction and one round trip', async () => {
    const sql = neon(database.url)
    const [inserted, counted] = await sql.transaction(
      [
        sql`insert into probe (number) values (1), (2) returning number`,
        sql`select count(*)::int as n from probe`,
      ],
      { isolationLevel: 'Serializable' },
    )
    expect(inserted).toHaveLength(2)
    expect(counted).toEqual([{ n: 2 }])
    expect(await database.roundTrips()).toBe(1)
  })

  test('the isolation level and read only arrive at the database', async () => {
    const sql = neon(database.url)
    const asked = [sql`select current_setting('transaction_isolation') as level`]
    expect(await sql.transaction(asked, { isolationLevel: 'RepeatableRead' })).toEqual([
      [{ level: 'repeatable read' }],
    ])
    expect(await sql.transaction(asked)).toEqual([[{ level: 'read committed' }]])
    await expect(
      sql.transaction([sql`insert into probe (number) values (9)`], { readOnly: true }),
    ).rejects.toMatchObject({ code: '25006' })
  })

  test('a batch that fails leaves nothing behind, and the connection serves again', async () => {
    const sql = neon(database.url)
    const batch = [sql`insert into probe (number) values (7)`, sql`insert into probe (number) values (7)`]
    await expect(sql.transaction(batch)).rejects.toMatchObject({
      code: '23505',
      constraint: 'probe_pkey',
      table: 'probe',
      detail: 'Key (number)=(7) already exists.',
    })
    expect(await sql`select * from probe`).toEqual([])
  })

  test('an error of a single query has the name of the constraint', async () => {
    const sql = neon(database.url)
    await expect(sql`insert into probe values (1, 'a', ${-1})`).rejects.toMatchObject({
      code: '23514',
      constraint: 'probe_price_cents_check',
    })
  })

  test('several statements in one text are refused, as by Neon', async () => {
    await expect(neon(database.url).query('select 1; select 2')).rejects.toMatchObject({ code: '42601' })
  })

  test('a database that is not there is an error, not a silence', async () => {
    const missing = new URL(database.url)
    missing.pathname = '/nowhere'
    await expect(neon(missing.href)`select 1`).rejects.toMatchObject({ code: '3D000' })
  })

  test('it leads nowhere but to this machine', async () => {
    await expect(neon('postgres://a:b@db.example.org/c')`select 1`).rejects.toThrow(
      /does not lead to db\.example\.org/,
    )
  })

  test('many queries at once share few connections', async () => {
    const sql = neon(database.url)
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => sql`select pg_backend_pid() as pid, pg_sleep(0.005)`),
    )
    expect(new Set(answers.map(([row]) => row?.['pid'])).size).toBeLessThanOrEqual(8)
    expect(await database.roundTrips()).toBe(60)
  })
})
