import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { functionFiles } from '../../src/local/migrate-functions.ts'
import { directAddress } from '../../src/local/direct-address.ts'
import { migrate } from '../../src/local/migrate.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { throwawayFolder } from '../setup/folder.ts'

const source = throwawayFolder()
let database: TestDatabase

function write(file: string, text: string): void {
  mkdirSync(dirname(join(source, file)), { recursive: true })
  writeFileSync(join(source, file), text)
}
function writeMigrations(...texts: string[]): void {
  // Later than any of the project's own, which the test's database holds already.
  const entries = texts.map((_, idx) => ({
    idx,
    version: '7',
    when: 9e12 + idx,
    tag: `000${idx}_m`,
    breakpoints: true,
  }))
  write(
    'platform/migrations/meta/_journal.json',
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  )
  for (const [idx, text] of texts.entries()) write(`platform/migrations/000${idx}_m.sql`, text)
}
async function ask(statement: string): Promise<unknown> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: unknown }>(statement)
    return rows[0]?.answer
  } finally {
    await client.end()
  }
}
const answering = (name: string, value: string) =>
  `create or replace function ${name}() returns text language sql as $$ select '${value}' $$;`

beforeAll(async () => {
  database = await freshDatabase()
})

describe('migrate', () => {
  test('makes tables, then functions that may call each other in any order', async () => {
    writeMigrations(
      'create table probe_row (n int); --> statement-breakpoint\n insert into probe_row values (1)',
    )
    write(
      'platform/early.sql',
      'create or replace function early() returns text language sql as $$ select late() $$;',
    )
    write('zeta/late.sql', answering('late', 'called'))
    expect(await migrate(database.url, source)).toMatchObject({ files: 2 })
    expect(await ask('select early() as answer')).toBe('called')
  })

  test('is safe to repeat, replaces functions, and runs each migration once', async () => {
    write('zeta/late.sql', answering('late', 'changed'))
    await migrate(database.url, source)
    expect(await ask('select early() as answer')).toBe('changed')
    expect(await ask('select count(*)::int as answer from probe_row')).toBe(1)
  })

  test('two at once do not meet', async () => {
    writeMigrations('select 1', 'create table twice (n int)')
    await Promise.all([1, 2, 3].map(() => migrate(database.url, source)))
    expect(await ask(`select count(*)::int as answer from pg_tables where tablename = 'twice'`)).toBe(1)
  })

  test('a function that fails is named with its line, and no function is changed', async () => {
    write('zeta/late.sql', answering('late', 'half'))
    write('zeta/wrong.sql', 'select 1;\nselect nothing_there();')
    await expect(migrate(database.url, source)).rejects.toThrow(
      /src\/zeta\/wrong\.sql:2 could not be applied/,
    )
    expect(await ask('select late() as answer')).toBe('changed')
  })

  test('a function of another shape is told how to change', async () => {
    write('zeta/wrong.sql', 'create or replace function late() returns int language sql as $$ select 1 $$;')
    await expect(migrate(database.url, source)).rejects.toThrow(/drop function if exists/)
    write('zeta/wrong.sql', 'select 1;')
  })

  test('a migration that fails is named, and rolled back with the others of the run', async () => {
    writeMigrations('select 1', 'select 1', 'create table halfway (n int)', 'create table broken (n nothing)')
    await expect(migrate(database.url, source)).rejects.toThrow(
      /migrations\/0003_m\.sql failed.*"nothing" does not exist/,
    )
    expect(await ask(`select to_regclass('halfway') as answer`)).toBeNull()
  })
})

test('rooms come from the ground up, files by name, migrations apart', async () => {
  const rooms = throwawayFolder()
  for (const file of [
    'gifts/b.sql',
    'gifts/a.sql',
    'ledger/z.sql',
    'other/a.sql',
    'platform/y/x.sql',
    'platform/migrations/0.sql',
    'top.sql',
    'worker.sql',
  ]) {
    mkdirSync(dirname(join(rooms, file)), { recursive: true })
    writeFileSync(join(rooms, file), '')
  }
  expect(await functionFiles(rooms)).toEqual([
    'platform/y/x.sql',
    'ledger/z.sql',
    'gifts/a.sql',
    'gifts/b.sql',
    'other/a.sql',
    'worker.sql',
  ])
})

test('Neon is migrated at its own address, any other database at the given one', () => {
  const plain = 'postgres://o:p@my-pooler.example.org/f?sslmode=require'
  expect(directAddress(plain)).toBe(plain)
  expect(directAddress('postgresql://o:p@ep-a-1-pooler.eu-central-1.aws.neon.tech/f?sslmode=require')).toBe(
    'postgresql://o:p@ep-a-1.eu-central-1.aws.neon.tech/f?sslmode=verify-full',
  )
})
