import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { cronTriggers, isDue, startCron } from '../../src/local/cron.ts'
import { openLocalDatabase } from '../../src/local/local-database.ts'
import { demandPort, freePort } from '../../src/local/ports.ts'
import { claim } from '../../src/local/running.ts'
import { boxOfficeToken, developmentKeys } from '../../src/local/secrets.ts'
import { Steps } from '../../src/local/steps.ts'
import { throwawayFolder } from '../setup/folder.ts'

describe('the local cron', () => {
  test('knows every trigger of wrangler.toml, in UTC', async () => {
    const [minutely, nightly] = await cronTriggers()
    expect([minutely, nightly]).toEqual(['* * * * *', '17 3 * * *'])
    const night = new Date('2026-12-01T03:17:40Z')
    expect(isDue('17 3 * * *', night)).toBe(true)
    expect(isDue('17 3 * * *', new Date('2026-12-01T04:17:00Z'))).toBe(false)
    expect(isDue('* * * * *', night)).toBe(true)
    expect(isDue('17 3 1 12 2', night)).toBe(true)
    expect(isDue('17 3 1 12 1', night)).toBe(false)
    expect(() => isDue('*/5 * * * *', night)).toThrow(/does not know the cron/)
  })

  test('calls each when it is due, never twice at once, and hears of failures', async () => {
    vi.useFakeTimers({ now: new Date('2026-12-01T03:15:30Z') })
    const called: string[] = []
    const failures: unknown[] = []
    let finishFirst = (): void => undefined
    const tick = (cron: string, at: Date): Promise<void> => {
      called.push(`${cron} at ${at.toISOString().slice(11, 16)}`)
      if (cron === '17 3 * * *') return Promise.reject(new Error('no partner answers'))
      return called.length === 1 ? new Promise((done) => (finishFirst = done)) : Promise.resolve()
    }
    const stop = startCron(['* * * * *', '17 3 * * *'], tick, (failure) => failures.push(failure))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(called).toEqual(['* * * * * at 03:16', '17 3 * * * at 03:17'])
    expect(failures).toEqual([new Error('no partner answers')])
    finishFirst()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(called.at(-1)).toBe('* * * * * at 03:18')
    stop()
    await vi.advanceTimersByTimeAsync(180_000)
    expect(called).toHaveLength(3)
    vi.useRealTimers()
  })
})

test('a folder is claimed once, and again when it was given back', async () => {
  const folder = throwawayFolder()
  const giveBack = await claim(folder, 'process 12')
  await expect(claim(folder, 'process 13')).rejects.toThrow(
    /already running from .*: process 12\. Nothing was started/,
  )
  await giveBack()
  await (
    await claim(folder, 'process 13')
  )()
})

test('a port that is taken is told with its variable', async () => {
  const port = await freePort()
  await demandPort(port, 'Fauteuil', 'PORT')
  const server = createServer()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await expect(demandPort(port, 'Fauteuil', 'PORT')).rejects.toThrow(`PORT=${port + 100}`)
  server.close()
})

test('development secrets are made once, and only their owner reads them', () => {
  const folder = throwawayFolder()
  const keys = developmentKeys(folder)
  expect(Buffer.from(keys.replace(/^v1:/, ''), 'base64')).toHaveLength(32)
  expect(developmentKeys(folder)).toBe(keys)
  expect(boxOfficeToken(folder)).not.toBe(keys)
  expect(readFileSync(join(folder, 'master-keys'), 'utf8')).toBe(keys)
  expect(statSync(join(folder, 'master-keys')).mode & 0o077).toBe(0)
})

test('Neon is reached directly; any other PostgreSQL through an endpoint, ours or the one that is named', async () => {
  const folder = throwawayFolder()
  const neon = 'postgres://o:p@ep-a-pooler.eu-central-1.aws.neon.tech/f'
  expect(await openLocalDatabase(folder, { DATABASE_URL: neon })).toMatchObject({
    url: neon,
    neon_endpoint: null,
  })
  const plain = 'postgres://o:p@db.example.org/f'
  const named = { DATABASE_URL: plain, NEON_ENDPOINT: 'http://proxy.example.org/sql' }
  expect((await openLocalDatabase(folder, named)).neon_endpoint).toBe('http://proxy.example.org/sql')
  const own = await openLocalDatabase(folder, { DATABASE_URL: plain })
  expect(own.neon_endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sql$/)
  await own.stop()
})

test('what was started is undone in reverse, all of it, once, and an aborted start begins no further step', async () => {
  const abort = new AbortController()
  const done: string[] = []
  const steps = new Steps((line) => done.push(line.replace(/ \(.*/, '')), abort.signal)
  await steps.run('one', async () => 1)
  steps.undo(async () => void done.push('undo one'))
  steps.undo(() => Promise.reject(new Error('stuck')))
  steps.undo(async () => void done.push('undo three'))
  steps.onAbort(async () => void done.push('at once'))
  abort.abort(new Error('told to stop'))
  await expect(steps.run('two', async () => 2)).rejects.toThrow('told to stop')
  await expect(steps.undoAll()).rejects.toThrow('Not everything could be ended')
  await expect(steps.undoAll()).rejects.toThrow('Not everything could be ended')
  expect(done).toEqual(['✓ one', 'at once', 'undo three', 'undo one'])
})
