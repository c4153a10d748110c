import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The release that the seed was tried with: another one makes other requests of it. */
export const SCHEMATHESIS_VERSION = '4.32.5'
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11']

/**
 * Installs Schemathesis from PyPI into a virtual environment under `folder`, kept by version.
 * @returns its command
 * @throws Error that says what to install when Python is missing
 */
export function installSchemathesis(folder: string, say: (line: string) => void): string {
  const home = join(folder, SCHEMATHESIS_VERSION)
  const done = join(home, 'done')
  if (!existsSync(done)) {
    const python = PYTHONS.find((name) => spawnSync(name, ['-c', 'import venv, ensurepip']).status === 0)
    if (!python) {
      throw new Error(
        `Schemathesis needs Python 3.11 or later with venv, and none of ${PYTHONS.join(', ')} is that. ` +
          'Install it (Debian, Ubuntu: apt-get install python3 python3-venv) and run the same command again.',
      )
    }
    say(`Installing Schemathesis ${SCHEMATHESIS_VERSION} from PyPI, the first time only…`)
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    run(python, ['-m', 'venv', home])
    run(join(home, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      `schemathesis==${SCHEMATHESIS_VERSION}`,
    ])
    writeFileSync(done, '')
  }
  return join(home, 'bin', 'schemathesis')
}

function run(program: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${error ?? stderr}`)
}
