import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { freshDatabase } from '../setup/database.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { allowLocal } from '../setup/network.ts'
import { processesOf } from '../setup/processes.ts'

interface Run {
  child: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

const folder = throwawayFolder()
chmodSync(folder, 0o755)
const all: ChildProcess[] = []
let port: number
let box_office_port: number

/** What `npm start` runs, with everything kept in `where`. */
function start(where: string, changes: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/local/start.ts')], {
    env: {
      ...process.env,
      FAUTEUIL_FOLDER: where,
      PORT: String(port),
      BOX_OFFICE_PORT: String(box_office_port),
      DATABASE_URL: '',
      ...changes,
    },
  })
  all.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  }
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  return { child, said: () => text, ended }
}
function said(run: Run, what: string): Promise<void> {
  return vi.waitFor(() => expect(run.said()).toContain(what), { timeout: 90_000, interval: 20 })
}
const ready = (run: Run): Promise<void> => said(run, 'Ready.')

beforeAll(async () => {
  port = await freePort()
  box_office_port = await freePort()
  allowLocal(`http://127.0.0.1:${port}`)
  allowLocal(`http://127.0.0.1:${box_office_port}`)
})
afterAll(() => {
  for (const child of all) child.kill('SIGKILL')
})

describe('npm start', { timeout: 120_000 }, () => {
  test('says where everything is when all of it answers, refuses a second one, and leaves nothing behind', async () => {
    const run = start(folder)
    await ready(run)
    for (const url of [`http://127.0.0.1:${port}`, `http://127.0.0.1:${box_office_port}`]) {
      expect(run.said()).toContain(url)
    }
    expect(run.said()).toContain('✓ the demonstration territory')
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${box_office_port}/`)).status).toBeLessThan(400)

    const second = start(folder)
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(
      /already running .*process \d+, http:\/\/127\.0\.0\.1:\d+.*Nothing was started/s,
    )

    run.child.kill('SIGINT')
    expect(await run.ended).toBe(0)
    expect(processesOf(folder)).toEqual([])
  })

  test('starts again on what it kept, without seeding anew; killed outright, it leaves no process', async () => {
    const run = start(folder)
    await ready(run)
    expect(run.said()).not.toContain('first time')
    expect(run.said()).not.toContain('territory')
    run.child.kill('SIGKILL')
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), 10_000)
  })

  test('starts after it was killed as after any end, and ends when one of its parts does', async () => {
    const run = start(folder)
    await ready(run)
    const [server] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    expect(Number(server)).toBeGreaterThan(1)
    process.kill(Number(server), 'SIGKILL')
    expect(await run.ended).toBe(1)
    expect(run.said()).toContain('PostgreSQL ended by itself. Everything else is being ended')
    expect(processesOf(folder)).toEqual([])
  })

  test('ended while it starts, it leaves no process', async () => {
    const run = start(folder)
    await said(run, '✓ its schema')
    run.child.kill('SIGHUP')
    expect(await run.ended).toBe(1)
    expect(run.said()).toContain('Ended before everything had started.')
    expect(processesOf(folder)).toEqual([])
  })

  test('DATABASE_URL puts another PostgreSQL in place of the embedded one', async () => {
    const [elsewhere, database] = [throwawayFolder(), await freshDatabase()]
    const run = start(elsewhere, { DATABASE_URL: database.url })
    await said(run, '✓ the Worker')
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false)
    run.child.kill('SIGINT')
    await run.ended
    expect(processesOf(elsewhere)).toEqual([])
  })

  test('a port in use is named, with the variable that changes it, before anything starts', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(box_office_port, '127.0.0.1', done))
    const run = start(folder)
    expect(await run.ended).toBe(1)
    other.close()
    expect(run.said()).toContain(
      `Port ${box_office_port}, wanted for the box office, is used by another program`,
    )
    expect(run.said()).toContain('BOX_OFFICE_PORT=')
    expect(run.said()).not.toContain('✓')
  })

  test('a port or an address that makes no sense is refused', async () => {
    const [badPort, badAddress] = [
      start(folder, { PORT: '80x' }),
      start(throwawayFolder(), { DATABASE_URL: 'mysql://x' }),
    ]
    expect(await Promise.all([badPort.ended, badAddress.ended])).toEqual([1, 1])
    expect(badPort.said()).toContain('PORT=80x is not a port')
    expect(badAddress.said()).toContain('DATABASE_URL is not an address of the form postgres://')
    expect(badPort.said() + badAddress.said()).not.toContain('    at ')
  })
})
