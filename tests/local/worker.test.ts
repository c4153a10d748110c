import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { type LocalWorker, startWorker, WRANGLER_CONFIG } from '../../src/local/worker.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { allowLocal } from '../setup/network.ts'
import { processesOf } from '../setup/processes.ts'

const folder = throwawayFolder()
const config = join(folder, 'wrangler.toml')
let database: TestDatabase
let worker: LocalWorker

async function start(): Promise<LocalWorker> {
  const port = await freePort()
  allowLocal(`http://127.0.0.1:${port}`)
  const vars = { DATABASE_URL: database.url, NEON_ENDPOINT: database.neonEndpoint, MASTER_KEYS: 'v1:secret' }
  return startWorker({ folder, port, config, vars: { ...vars, ENVIRONMENT: 'development' } })
}
async function get(path: string, init?: RequestInit): Promise<string> {
  return (await fetch(`${worker.url}${path}`, init)).text()
}
async function heard(): Promise<string[]> {
  const rows = await neon(database.url)`select what from heard`
  return rows.map(({ what }) => String(what))
}

beforeAll(async () => {
  database = await freshDatabase()
  neonConfig.fetchEndpoint = database.neonEndpoint
  await neon(database.url)`create table heard (what text)`
  // Everything is bound as in our own wrangler.toml; only the code is another.
  const toml = readFileSync(WRANGLER_CONFIG, 'utf8')
  const other = toml.replaceAll('.fauteuil/modules', join(folder, 'modules'))
  writeFileSync(config, other.replace('src/index.ts', resolve('tests/local/fixture/worker.ts')))
  worker = await start()
})
afterAll(() => worker.stop())

describe('the local Worker', { timeout: 60_000 }, () => {
  test('is given the vars, over those of wrangler.toml, and its log does not tell them', async () => {
    expect(JSON.parse(await get('/vars'))).toEqual(['v1:secret', 'http://127.0.0.1:8787', 'development'])
    expect(readFileSync(join(folder, 'worker.log'), 'utf8')).not.toContain('v1:secret')
  })

  test('has a queue that brings what was sent', async () => {
    await get('/send')
    await vi.waitFor(async () => expect(await heard()).toContain('fauteuil-inbox a b'), 15_000)
  })

  test('has Workflows that go from step to step', async () => {
    await get('/drive')
    await vi.waitFor(async () => expect(await heard()).toContain('second r1'), 15_000)
    expect(await heard()).toContain('first r1')
  })

  test('runs the scheduled handler when told, with the cron and the time, and tells when it failed', async () => {
    await worker.tick('17 3 * * *', new Date('2026-12-01T03:17:00Z'))
    expect(await heard()).toContain('17 3 * * * 2026-12-01T03:17:00.000Z')
    await expect(worker.tick('0 0 1 1 *')).rejects.toThrow(/scheduled handler failed for "0 0 1 1 \*"/)
  })

  test('keeps its files over a restart, and leaves no process', async () => {
    await get('/file', { method: 'PUT', body: 'un billet' })
    expect(processesOf(folder)).not.toEqual([])
    await worker.stop()
    expect(processesOf(folder)).toEqual([])

    worker = await start()
    expect(await get('/file')).toBe('un billet')
  })

  test.for([
    [
      'code that does not fit together',
      `import { nothing } from './other.ts'\nexport default { fetch: nothing }`,
    ],
    [
      'code that throws when it is loaded',
      `throw new Error('nothing at all')\nexport default { fetch: () => {} }`,
    ],
  ] as const)('%s is told, and no process is left', async ([, code]) => {
    const broken = throwawayFolder()
    writeFileSync(join(broken, 'other.ts'), 'export const something = 1')
    writeFileSync(join(broken, 'index.ts'), code)
    const toml = 'name = "broken"\nmain = "index.ts"\ncompatibility_date = "2026-06-01"'
    writeFileSync(join(broken, 'wrangler.toml'), toml)
    const port = await freePort()
    allowLocal(`http://127.0.0.1:${port}`)
    const options = {
      folder: broken,
      port,
      config: join(broken, 'wrangler.toml'),
      vars: {},
    }
    await expect(startWorker(options)).rejects.toThrow(
      /The Worker did not start.*worker\.log ends:.*nothing/s,
    )
    expect(processesOf(broken)).toEqual([])
  })
})
