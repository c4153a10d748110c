import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { createApp } from '../../../src/app.ts'
import { build, WORKER_BUILD } from '../../../src/local/build.ts'
import type { Context } from '../../../src/platform/context.ts'
import type { StepSource } from '../../../src/platform/verbs.ts'
import { makeStep } from '../../../src/step/make.ts'
import { source } from '../../step/source.ts'

/** Fauteuil as far as a step is rendered: one published step, and a database that only counts who asks it. */
export interface House {
  url: string
  key: string
  /** round trips to the database so far */
  asked(): number
  stop(): Promise<void>
}

export async function openHouse(connections: StepSource['connections']): Promise<House> {
  let asked = 0
  const count = () => {
    asked += 1
    return Promise.reject(new Error('there is no database here'))
  }
  const published = new Map<string, string>()
  const ctx = {
    db: { call: count, once: count, read: new Proxy({}, { get: () => count }) },
    now: () => new Date().toISOString(),
    published: { get: async (name: string) => published.get(name) ?? null },
    origin: '',
    development: true,
    log: () => undefined,
  } as unknown as Context
  const app = (await loadApp())(() => ctx)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  ctx.origin = url
  const made = source({ connections })
  published.set(made.key, JSON.stringify(await makeStep(made, url)))
  return {
    url,
    key: made.key,
    asked: () => asked,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Node reads no TSX: the app as the Worker's build makes it. */
async function loadApp(): Promise<typeof createApp> {
  const { outputFiles } = await build({
    ...WORKER_BUILD,
    entryPoints: [resolve(import.meta.dirname, '../../../src/app.ts')],
    write: false,
  })
  const folder = resolve(import.meta.dirname, '../../../.fauteuil/bench')
  mkdirSync(folder, { recursive: true })
  const file = resolve(folder, 'app.mjs')
  writeFileSync(file, outputFiles[0]?.contents ?? '')
  const loaded = (await import(pathToFileURL(file).href)) as { createApp: typeof createApp }
  return loaded.createApp
}
