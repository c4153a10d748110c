import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { throwawayFolder } from '../setup/folder.ts'

const INSTALL = join(import.meta.dirname, '../../src/local/install.mjs')

/** The project as it was just cloned, with an npm that does what this script says. */
function cloned(npm: string) {
  const root = throwawayFolder()
  mkdirSync(join(root, 'src/local'), { recursive: true })
  mkdirSync(join(root, 'node_modules'))
  copyFileSync(INSTALL, join(root, 'src/local/install.mjs'))
  writeFileSync(join(root, 'package-lock.json'), '{"the":"lock"}')
  writeFileSync(join(root, 'npm.cjs'), npm)
  const install = () =>
    spawnSync(process.execPath, [join(root, 'src/local/install.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: join(root, 'npm.cjs') },
    })
  return { root, install }
}

test('the first install says what it does, apart from what the command prints; the second has nothing to do', () => {
  const { root, install } = cloned("console.log('npm:', process.argv.slice(2).join(' '))")
  const first = install()
  expect(first).toMatchObject({ status: 0, stdout: '' })
  expect(first.stderr).toMatch(/^Installing what package-lock\.json names .*\nnpm: ci --no-audit/)
  expect(readFileSync(join(root, 'node_modules/.installed-lockfile'), 'utf8')).toBe('{"the":"lock"}')
  expect(install()).toMatchObject({ status: 0, stdout: '', stderr: '' })
})

test('an install that fails says what to check, and is tried again the next time', () => {
  const { root, install } = cloned('process.exit(7)')
  expect(install()).toMatchObject({ status: 7, stderr: expect.stringContaining('Check the network') })
  expect(existsSync(join(root, 'node_modules/.installed-lockfile'))).toBe(false)
})
