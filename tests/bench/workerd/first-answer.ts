import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../../src/local/ports.ts'
import { MASTER_KEYS } from '../territory/webhooks.ts'
import { type Built, deployed } from './build.ts'
import type { Served } from './config.ts'
import { serveWorker } from './serve.ts'

const HELLO = "export default { fetch: () => new Response('hello') }"
const VARS = {
  DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1/nowhere',
  MASTER_KEYS,
  ORIGIN: 'http://127.0.0.1',
  ENVIRONMENT: 'development',
}

export interface FirstAnswers {
  /** from the start of workerd to its first answer, each start in turn */
  ours_ms: number[]
  hello_ms: number[]
}

/** How long workerd takes to its first answer with our Worker, and with one that only says hello, in turns. */
export async function firstAnswers(folder: string, built: Built, starts: number): Promise<FirstAnswers> {
  const hello = join(folder, 'hello')
  mkdirSync(hello, { recursive: true })
  writeFileSync(join(hello, 'index.js'), HELLO)
  const measured: FirstAnswers = { ours_ms: [], hello_ms: [] }
  for (let n = 0; n < starts; n++) {
    measured.ours_ms.push(await start(built.folder, { module: built.module, vars: VARS }, '/health'))
    measured.hello_ms.push(await start(hello, { module: 'index.js', vars: {} }, '/'))
  }
  return measured
}

async function start(folder: string, served: Pick<Served, 'module' | 'vars'>, path: string): Promise<number> {
  const compatibility_date = deployed('compatibility_date')
  const workerd = await serveWorker(folder, { ...served, compatibility_date, port: await freePort() }, path)
  await workerd.stop()
  return workerd.first_answer_ms
}
