import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { neon } from '@neondatabase/serverless'
import { Client } from 'pg'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../src/local/migrate.ts'
import { startPostgres } from '../../src/local/postgres.ts'
import { workerLogin } from '../../src/local/worker-login.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { freshWorld, give, observed, type World } from '../setup/world.ts'
import { writtenByVerbs } from './written.ts'

const ONLY_GROW = ['approval', 'entry', 'outflow', 'posting']

let world: World
/** as the Worker asks */
let sql: ReturnType<typeof neon>
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A-1', 2_000))
  // what a database says of itself is not copied from its template
  await migrate(world.database.url)
  sql = neon(world.database.workerUrl)
})

/** What the group may write, from the catalogue: `insert entry`, `update seat.state`, `truncate …`. */
async function granted(): Promise<string[]> {
  const { rows } = await world.pg.query<{ may: string }>(
    `select lower(a.privilege_type) || ' ' || c.relname as may
       from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 'fauteuil_worker'::regrole
        and a.privilege_type <> 'SELECT'
     union all
     select lower(a.privilege_type) || ' ' || c.relname || '.' || t.attname
       from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 'fauteuil_worker'::regrole`,
  )
  return rows.map(({ may }) => may).toSorted()
}

describe('the Worker’s role', () => {
  test('may write what the verbs write, and nothing else', async () => {
    const needed = [...(await writtenByVerbs()).keys(), 'update convention.id'].toSorted()
    expect(
      await granted(),
      'src/worker.sql grants what the verbs do: a new write needs its line there',
    ).toEqual(needed)
  })

  test('has nothing but insert on what only grows', async () => {
    const grows = (await granted()).filter((may) => ONLY_GROW.includes(may.split(/[ .]/)[1]!))
    expect(grows).toEqual(ONLY_GROW.map((table) => `insert ${table}`))
  })

  test('owns nothing, makes nothing, and is nobody else', async () => {
    const { rows } = await world.pg.query(
      `select r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
          array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as member_of,
          has_database_privilege(r.oid, current_database(), 'create, temporary') as makes,
          has_schema_privilege(r.oid, 'public', 'create') as defines,
          (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owns,
          exists (select from pg_namespace n where has_schema_privilege(r.oid, n.oid, 'usage') and n.nspname not like 'pg_%'
            and n.nspname not in ('public', 'information_schema')) as sees_more
         from pg_roles r where r.rolname in ('fauteuil_worker', 'template_migrated_worker_local') order by 1`,
    )
    const nothing = {
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      makes: false,
      defines: false,
      owns: 0,
      sees_more: false,
    }
    expect(rows).toEqual([
      { rolname: 'fauteuil_worker', member_of: [], ...nothing },
      { rolname: 'template_migrated_worker_local', member_of: ['fauteuil_worker'], ...nothing },
    ])
  })

  test('no verb runs with more rights than who calls it, and nobody else may call one', async () => {
    const { rows } = await world.pg.query(
      `select p.oid::regprocedure::text as verb from pg_proc p
        where pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
          and (prosecdef or (prorettype <> 'trigger'::regtype
            and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) a where a.grantee = 0)))`,
    )
    expect(rows).toEqual([])
  })

  test.each([
    'update posting set amount = 1',
    'delete from entry',
    'truncate outflow',
    'delete from approval',
    'update api_key set hash = id::text',
    'update connection set structure_id = id',
    `update gift set reference = 'mine'`,
    'update convention_version set seat_price_cents = 1',
    'update reservation set relay_id = id',
    'alter table entry disable trigger all',
    'drop trigger entry_only_grows on entry',
    'create table mine (n int)',
    'create temporary table mine (n int)',
    'create role mine',
    `set session_replication_role = 'replica'`,
    'set role fauteuil',
    `copy gift to program 'cat'`,
    'select * from drizzle.__drizzle_migrations',
    'create or replace function once(claim jsonb, verb text, arg jsonb) returns jsonb language sql as $$ select claim $$',
  ])('is refused: %s', async (statement) => {
    // 42501: insufficient privilege
    await expect(sql.query(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

test('a line granted by hand is gone after the next migration', async () => {
  await world.pg.query('grant update, delete on posting to fauteuil_worker')
  await expect(sql`delete from posting`).rejects.toMatchObject({ code: 'FT000' }) // the trigger is still there
  await migrate(world.database.url)
  await expect(sql`delete from posting`).rejects.toMatchObject({ code: '42501' })
})

test('where the owner is no superuser, as on Neon, it migrates and makes the Worker’s login, each time with a new password', async () => {
  const folder = throwawayFolder()
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: false })
  onTestFinished(() => postgres.stop())
  const superuser = new Client({ connectionString: postgres.url() })
  await superuser.connect()
  await superuser.query(`create role landlord login createrole password 'owner'`)
  await superuser.query('create database territory owner landlord')
  await superuser.end()
  const owner = postgres.url('territory').replace(/\/\/[^@]+@/, '//landlord:owner@')

  await migrate(owner)
  const first = await workerLogin(owner, 'deployed')
  const gifts = (url: string) => neon(url)`select count(*)::int as n from gift`
  expect(await gifts(first)).toEqual([{ n: 0 }])
  await expect(neon(first)`delete from posting`).rejects.toMatchObject({ code: '42501' })
  const second = await workerLogin(owner, 'deployed')
  await expect(
    new Client({ connectionString: first }).connect(),
    'the password before opens nothing any more',
  ).rejects.toMatchObject({ code: '28P01' })
  expect(await gifts(second)).toEqual([{ n: 0 }])
  await migrate(owner)
})
