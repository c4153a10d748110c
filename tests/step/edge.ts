import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '../../src/local/ports.ts'
import { startWorker } from '../../src/local/worker.ts'
import type { EdgeEnv } from '../../src/step/edge/env.ts'

const CONFIG = resolve(import.meta.dirname, '../../src/step/edge/wrangler.toml')

export interface Edge {
  url: string
  stop(): Promise<void>
}

/** The edge Worker in workerd, before a ticketing. */
export async function startEdge(vars: EdgeEnv, port?: number): Promise<Edge> {
  const folder = mkdtempSync(join(tmpdir(), 'fauteuil-edge-'))
  const release = () => rmSync(folder, { recursive: true, force: true })
  try {
    const { url, stop } = await startWorker({
      folder,
      port: port ?? (await freePort()),
      vars: { ...vars },
      config: CONFIG,
      alive: '/.acs/acs.js',
    })
    return {
      url,
      async stop() {
        await stop()
        release()
      },
    }
  } catch (cause) {
    release()
    throw cause
  }
}
