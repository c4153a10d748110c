import { spawn } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { placePostgres } from '../../src/local/postgres-place.ts'
import { type Postgres, type PostgresOptions, startPostgres } from '../../src/local/postgres.ts'
import { isAlive } from '../../src/local/watchdog.ts'
import { throwawayFolder } from '../setup/folder.ts'

const base = throwawayFolder()
// The server's own user, when we are root, has to come to its files.
chmodSync(base, 0o755)
const folder = join(base, 'postgres')
const started: Postgres[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()))
})

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const postgres = await startPostgres({ folder, ...options })
  started.push(postgres)
  return postgres
}
async function ask(postgres: Postgres, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgres.url() })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end()
  }
}

// One cluster for all, in this order: making one takes a second.
describe('the embedded PostgreSQL', () => {
  test('is durable, in UTF-8, sorted by code point, and knows accents', async () => {
    const postgres = await start()
    const [row] = await ask(
      postgres,
      `select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
         current_setting('timezone') as zone, 'Z' < 'a' as by_code_point, upper('été') as upper`,
    )
    expect(row).toEqual({ fsync: 'on', encoding: 'UTF8', zone: 'UTC', by_code_point: true, upper: 'ÉTÉ' })
    await ask(postgres, `create table kept (word text); insert into kept values ('une place')`)
  })

  test('a restart loses nothing and makes no files anew', async () => {
    let first = false
    const postgres = await start({ onFirstStart: () => (first = true) })
    expect(await ask(postgres, 'select word from kept')).toEqual([{ word: 'une place' }])
    expect(first).toBe(false)
  })

  test('a server killed in the middle loses nothing, and its leftover file is no hindrance', async () => {
    const killed = await start()
    await ask(killed, `insert into kept values ('deux places')`)
    process.kill(killed.pid, 'SIGKILL')
    await killed.ended
    expect(readFileSync(join(folder, 'postmaster.pid'), 'utf8')).toContain(String(killed.pid))

    const postgres = await start()
    expect(await ask(postgres, 'select word from kept')).toHaveLength(2)
  })

  test("a leftover file whose process id is another program's by now is no hindrance", async () => {
    const { owner } = await placePostgres(folder)
    const other = spawn('sleep', ['30'], { cwd: '/', ...owner })
    writeFileSync(join(folder, 'postmaster.pid'), `${other.pid}\n${folder}\n0\n1\n\n127.0.0.1\n\nready   \n`)
    expect(await ask(await start(), 'select 1 as one')).toEqual([{ one: 1 }])
    other.kill()
  })

  test('stop ends it, with transactions open', async () => {
    const postgres = await start()
    const client = new Client({ connectionString: postgres.url() })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('begin')
    await client.query(`insert into kept values ('jamais')`)
    await postgres.stop()
    expect(isAlive(postgres.pid)).toBe(false)
    expect(await ask(await start(), `select 1 from kept where word = 'jamais'`)).toEqual([])
  })

  test('a given port that is taken is an error that names it', async () => {
    const port = await freePort()
    const other = createServer()
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done))
    await expect(start({ port })).rejects.toThrow(
      new RegExp(`did not start on port ${port}.*Address already in use`),
    )
    other.close()
  })

  test('a password guards it', async () => {
    const postgres = await start()
    const url = new URL(postgres.url())
    url.password = 'guessed'
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow(
      /authentication failed/,
    )
  })
})
