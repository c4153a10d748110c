// Runs on whatever Node the machine has (20 or later), before any command: brings what the lockfile
// names and is not there yet. Everything after it runs on the Node that it installs (see `node` in package.json).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const mark = `${root}node_modules/.installed-lockfile`
const lock = readFileSync(`${root}package-lock.json`, 'utf8')

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
  // on standard error, as all that npm says: standard output is the command's own, and may be read by a program
  console.error(
    'Installing what package-lock.json names into node_modules (Node, PostgreSQL, a browser, libraries): about a minute, this once…',
  )
  // npm exports its own settings to the scripts it runs; a nested npm must not inherit them.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
  const npm = process.env['npm_execpath']
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const stdio = ['inherit', 2, 2]
  const run = npm
    ? spawnSync(process.execPath, [npm, ...options], { cwd: root, env, stdio })
    : spawnSync('npm', options, { cwd: root, env, stdio, shell: true })
  if (run.status !== 0) {
    console.error(
      'The dependencies could not be installed. Check the network and the disk, then run the same command again.',
    )
    process.exit(run.status ?? 1)
  }
  writeFileSync(mark, lock)
}
