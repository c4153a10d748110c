import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../../src/local/ports.ts'
import { ended } from '../ended.ts'
import { installStripeServers } from './install.ts'

export interface Server {
  url: string
  stop(): Promise<void>
}

const FOLDER = join(import.meta.dirname, '../../../.fauteuil/stripe')
/**
 * Its own command listens to the whole network and keeps what it knows in a file that the next start finds: here it
 * listens to this machine alone, and forgets.
 */
const LOCALSTRIPE = `import sys
from aiohttp import web
from localstripe.resources import Store
from localstripe.server import app
Store.dump_to_disk = lambda self: None
web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]))
`

/** Stripe's own stripe-mock: it keeps nothing, and refuses every request that Stripe's OpenAPI does not allow. */
export async function startStripeMock(): Promise<Server> {
  const { mock } = await installStripeServers(FOLDER, console.log)
  return start('stripe-mock', mock, (port) => ['-http-addr', `127.0.0.1:${port}`])
}

/** An emulated Stripe that others wrote: it keeps payments, and signs what it tells of them. */
export async function startLocalstripe(): Promise<Server> {
  const { python } = await installStripeServers(FOLDER, console.log)
  return start('localstripe', python, (port) => ['-c', LOCALSTRIPE, String(port)])
}

/** The file that says what Stripe's API is. */
export const stripeOpenApi = async (): Promise<string> =>
  (await installStripeServers(FOLDER, console.log)).openapi

async function start(name: string, program: string, args: (port: number) => string[]): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = join(FOLDER, `${name}-${port}.log`)
  const output = openSync(log, 'w')
  const server = spawn(program, args(port), { stdio: ['ignore', output, output] })
  closeSync(output)
  const stop = async () => {
    await ended(server)
    await rm(log, { force: true })
  }
  try {
    await answering(url, server)
  } catch (cause) {
    const tail = (await readFile(log, 'utf8')).slice(-2_000)
    await stop()
    throw new Error(`${name} did not start at ${url}. The end of its log:\n${tail}`, { cause })
  }
  return { url, stop }
}

/** Any answer will do: what is asked for is nothing that either has. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`)
    if (await fetch(url).catch(() => null)) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('no answer for half a minute')
}
