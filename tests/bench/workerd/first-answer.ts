import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../../src/local/ports.ts'
import { MASTER_KEYS, signedHooks } from '../territory/webhooks.ts'
import { type Built, deployed } from './build.ts'
import type { Served } from './config.ts'
import { type Asked, serveWorker } from './serve.ts'

const HELLO = "export default { fetch: () => new Response('hello') }"
const VARS = {
  DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1/nowhere',
  MASTER_KEYS,
  ORIGIN: 'http://127.0.0.1',
  ENVIRONMENT: 'development',
}

export interface FirstAnswers {
  /** from the start of workerd to its first answer, each start in turn; a webhook is signed, and its database is not there */
  health_ms: number[]
  webhook_ms: number[]
  hello_ms: number[]
}

/**
 * How long workerd takes to its first answer with our Worker, to GET /health and to a webhook, and with one that only says
 * hello, in turns.
 */
export async function firstAnswers(folder: string, built: Built, starts: number): Promise<FirstAnswers> {
  const hello = join(folder, 'hello')
  mkdirSync(hello, { recursive: true })
  writeFileSync(join(hello, 'index.js'), HELLO)
  const { modules } = built
  const next = await signedHooks('first', 1)
  const measured: FirstAnswers = { health_ms: [], webhook_ms: [], hello_ms: [] }
  for (let n = 0; n < starts; n++) {
    const ours = { modules, vars: { ...VARS, NEON_ENDPOINT: `http://127.0.0.1:${await freePort()}/sql` } }
    measured.health_ms.push(await start(built.folder, ours, { path: '/health' }, 200))
    // genuine, so that it goes all the way to the database
    measured.webhook_ms.push(await start(built.folder, ours, { method: 'POST', ...next() }, 503))
    measured.hello_ms.push(await start(hello, { modules: ['index.js'], vars: {} }, { path: '/' }, 200))
  }
  return measured
}

async function start(
  folder: string,
  served: Pick<Served, 'modules' | 'vars'>,
  asked: Asked,
  status: number,
): Promise<number> {
  const compatibility_date = deployed('compatibility_date')
  const workerd = await serveWorker(folder, { ...served, compatibility_date, port: await freePort() }, asked)
  await workerd.stop()
  if (workerd.status !== status)
    throw new Error(`${asked.path} was answered ${workerd.status}, not ${status}`)
  return workerd.first_answer_ms
}
