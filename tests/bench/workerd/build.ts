import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../../..')
const CONFIG = join(ROOT, 'wrangler.toml')

/** What `adapters/hooks.ts` loads when a webhook comes, as it is named in the build. */
const DOORS = /^verify-/

export interface Built {
  folder: string
  /** all that is deployed, in `folder`; the first is what is asked */
  modules: readonly [string, ...string[]]
  /** as wrangler tells it before a deployment */
  gzip_kb: number
  /** of that, what receiving webhooks loads, those of every platform: the first module, what it imports, and their doors */
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
  const main = join(ROOT, deployed('main'))
  const first = basename(main)
  const others = readdirSync(dirname(main)).filter((name) => name.endsWith('.js') && name !== first)
  // wrangler writes only the others there
  copyFileSync(main, join(folder, first))
  return {
    folder,
    modules: [first, ...others],
    gzip_kb: Number(gzip) * 1.024,
    loaded_kb: loadedKb(folder, first, DOORS),
  }
}

/** What a statement imports; and what a call of `import` does, later. */
const IMPORTED = /(?<![\w$.])(?:import|export)(?:\s*["']|[^;"'()]*?\bfrom\s*["'])\.\/([^"']+)["']/g
const LATER = /(?<![\w$.])import\(["']\.\/([^"']+)["']\)/g

/** In KB gzip, with all that is imported by a statement, and of what is imported later that which is named so. */
export function loadedKb(folder: string, module: string, later = /^$/, known = new Set<string>()): number {
  if (known.has(module)) return 0
  known.add(module)
  const text = readFileSync(join(folder, module), 'utf8')
  const names = (imports: RegExp) => [...text.matchAll(imports)].map(([, name]) => name ?? '')
  const loaded = [...names(IMPORTED), ...names(LATER).filter((name) => later.test(name))]
  const own_kb = gzipSync(text).length / 1_000
  return loaded.reduce((sum, name) => sum + loadedKb(folder, name, later, known), own_kb)
}

/** @returns the value of a key of wrangler.toml */
export function deployed(key: 'main' | 'compatibility_date' | 'max_batch_size'): string {
  const value = new RegExp(`^${key} = "?([^"\\n]+)"?$`, 'm').exec(readFileSync(CONFIG, 'utf8'))?.[1]
  if (!value) throw new Error(`wrangler.toml has no ${key}`)
  return value
}
