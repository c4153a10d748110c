import { neon, neonConfig } from '@neondatabase/serverless'
import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/database.ts'

test('each database has the whole schema, no rows of another, and its own count', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
  neonConfig.fetchEndpoint = one.neonEndpoint
  const [here, there] = [neon(one.url), neon(other.url)]
  await here`create table only_here (n int)`
  await here`insert into organisation (id, role, name, created_at) values (gen_random_uuid(), 'relay', 'Relais', now())`
  const count = `select (select count(*)::int from organisation) as rows, to_regclass('only_here') as found`
  expect(await here.query(count)).toEqual([{ rows: 1, found: 'only_here' }])
  expect(await there.query(count)).toEqual([{ rows: 0, found: null }])

  expect(await one.roundTrips()).toBe(3)
  expect(await other.roundTrips()).toBe(1)
  await one.resetRoundTrips()
  expect([await one.roundTrips(), await other.roundTrips()]).toEqual([0, 1])

  await other.drop()
  await expect(there`select 1`).rejects.toMatchObject({ code: '3D000' })
})
