import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The release of pretix that the adapter is verified against. */
export const PRETIX_VERSION = '2026.8.0'
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11']

export interface Installed {
  /** the interpreter that has pretix */
  python: string
  /** a migrated, empty database, to be copied for every server */
  template: string
}

/**
 * Installs pretix from PyPI into a virtual environment under `folder`, and migrates an empty SQLite database
 * once; both are kept, by version, and found again in a moment. Throws what to install when Python is missing.
 */
export async function installPretix(folder: string, say: (line: string) => void): Promise<Installed> {
  const home = join(folder, PRETIX_VERSION)
  const installed = { python: join(home, 'venv', 'bin', 'python'), template: join(home, 'template.sqlite3') }
  await mkdir(home, { recursive: true })
  const log = join(home, 'install.log')
  if (!existsSync(join(home, 'venv.done'))) {
    const python = findPython()
    say(`Installing pretix ${PRETIX_VERSION} from PyPI, about a minute the first time…`)
    await rm(join(home, 'venv'), { recursive: true, force: true })
    await run(python, ['-m', 'venv', join(home, 'venv')], log)
    await run(installed.python, ['-m', 'pip', 'install', '--quiet', `pretix==${PRETIX_VERSION}`], log)
    await writeFile(join(home, 'venv.done'), PRETIX_VERSION)
  }
  if (!existsSync(installed.template)) {
    say('Migrating an empty pretix database, about a minute the first time…')
    const data = join(home, 'migrating')
    await rm(data, { recursive: true, force: true })
    await mkdir(data)
    await configure(data, 'http://127.0.0.1')
    await run(installed.python, ['-m', 'pretix', 'migrate'], log, environment(data))
    await rename(join(data, 'db.sqlite3'), installed.template)
    await rm(data, { recursive: true, force: true })
  }
  return installed
}

/** @param url where people reach it: its own address, or that of what stands before it */
export async function configure(data: string, url: string): Promise<void> {
  await writeFile(join(data, 'pretix.cfg'), config({ data, url }))
  await writeFile(join(data, 'queueing_settings.py'), SETTINGS)
}

/** Mail goes nowhere; webhooks may go to this machine; no Redis, so tasks run inside the request. */
const config = ({ data, url }: { data: string; url: string }): string => `[pretix]
instance_name=Fauteuil
url=${url}
datadir=${data}
allow_http_to_private_networks=on
trust_x_forwarded_host=on
ecb_rates=off
[locale]
default=fr
timezone=Europe/Paris
[database]
backend=sqlite3
[mail]
host=127.0.0.1
port=9
[django]
secret=only-for-a-server-that-lives-as-long-as-a-test
`

/**
 * pretix on SQLite, which is for development alone, meets "database is locked" as soon as two requests write at
 * once: a transaction that begins by reading cannot wait for its turn to write. So each takes its turn at once.
 */
const SETTINGS = `from pretix.settings import *
DATABASES['default']['OPTIONS'] = {
    'timeout': 30, 'transaction_mode': 'IMMEDIATE', 'init_command': 'PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF',
}
`

/** What a pretix process needs to know: its configuration, and nothing else of ours. */
export const environment = (data: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  HOME: data,
  LANG: 'C.UTF-8',
  PRETIX_CONFIG_FILE: join(data, 'pretix.cfg'),
  PYTHONPATH: data,
  DJANGO_SETTINGS_MODULE: 'queueing_settings',
})

function findPython(): string {
  for (const python of PYTHONS) {
    const check = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 11) else 1)'
    if (spawnSync(python, ['-c', check]).status === 0) return python
  }
  throw new Error(
    `pretix needs Python 3.11 or later with venv, and none of ${PYTHONS.join(', ')} is that. ` +
      'Install it (Debian, Ubuntu: apt-get install python3 python3-venv) and run the same command again.',
  )
}

async function run(program: string, args: string[], log: string, env = process.env): Promise<void> {
  const child = spawn(program, args, { env })
  let output = ''
  const keep = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  await appendFile(log, output)
  if (code !== 0) {
    throw new Error(
      `${args.slice(0, 3).join(' ')} failed (its whole output: ${log}):\n${output.slice(-2_000)}`,
    )
  }
}
