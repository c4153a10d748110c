import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../../..')
const CONFIG = join(ROOT, 'wrangler.toml')

export interface Built {
  /** holds `index.js`, and what is served beside it */
  folder: string
  module: string
  /** as wrangler tells it before a deployment */
  gzip_kb: number
  /** of that, what every request loads: the first module, and what that imports at once */
  loaded_kb: number
}

/** Builds the Worker exactly as it is deployed. */
export async function buildWorker(folder: string): Promise<Built> {
  mkdirSync(folder, { recursive: true })
  const wrangler = join(ROOT, 'node_modules/.bin/wrangler')
  const { stdout } = await run(wrangler, ['deploy', '--dry-run', '--outdir', folder], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder, NO_COLOR: '1' },
  })
  const gzip = /Total Upload: [\d.]+ KiB \/ gzip: ([\d.]+) KiB/.exec(stdout)?.[1]
  if (!gzip) throw new Error(`wrangler did not tell the size of the Worker: ${stdout}`)
  const module = 'index.js'
  return { folder, module, gzip_kb: Number(gzip) * 1.024, loaded_kb: loadedKb(folder, module) }
}

/** In KB gzip, with all that is imported by a statement; what a function imports when it is called is not among it. */
export function loadedKb(folder: string, module: string, known = new Set<string>()): number {
  if (known.has(module)) return 0
  known.add(module)
  const text = readFileSync(join(folder, module), 'utf8')
  const imported = [...text.matchAll(/^(?:import|export) [^;]*?from "\.\/([^"]+)"/gm)].map(
    ([, name]) => name ?? '',
  )
  const own_kb = gzipSync(text).length / 1_000
  return imported.reduce((sum, name) => sum + loadedKb(folder, name, known), own_kb)
}

/** @returns the value of a key of wrangler.toml */
export function deployed(key: 'compatibility_date' | 'max_batch_size'): string {
  const value = new RegExp(`^${key} = "?([^"\\n]+)"?$`, 'm').exec(readFileSync(CONFIG, 'utf8'))?.[1]
  if (!value) throw new Error(`wrangler.toml has no ${key}`)
  return value
}
