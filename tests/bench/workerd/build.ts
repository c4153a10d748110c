import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../../..')
const CONFIG = join(ROOT, 'wrangler.toml')

export interface Built {
  /** holds `index.js`, and what is served beside it */
  folder: string
  module: string
  /** as wrangler tells it before a deployment */
  upload_kib: number
  gzip_kib: number
}

/** Builds the Worker exactly as it is deployed. */
export async function buildWorker(folder: string): Promise<Built> {
  mkdirSync(folder, { recursive: true })
  const wrangler = join(ROOT, 'node_modules/.bin/wrangler')
  const { stdout } = await run(wrangler, ['deploy', '--dry-run', '--outdir', folder], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder, NO_COLOR: '1' },
  })
  const [, upload, gzip] = /Total Upload: ([\d.]+) KiB \/ gzip: ([\d.]+) KiB/.exec(stdout) ?? []
  if (!upload || !gzip) throw new Error(`wrangler did not tell the size of the Worker: ${stdout}`)
  return { folder, module: 'index.js', upload_kib: Number(upload), gzip_kib: Number(gzip) }
}

/** @returns the value of a key of wrangler.toml */
export function deployed(key: 'compatibility_date' | 'max_batch_size'): string {
  const value = new RegExp(`^${key} = "?([^"\\n]+)"?$`, 'm').exec(readFileSync(CONFIG, 'utf8'))?.[1]
  if (!value) throw new Error(`wrangler.toml has no ${key}`)
  return value
}
