import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { throwawayFolder } from '../setup/folder.ts'

const script = join(import.meta.dirname, '../../src/local/demo.ts')

function demo(args: readonly string[], env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { code: run.status, said: run.stdout + run.stderr }
}

test('looks where PORT says, and tells what to do when nothing answers there', async () => {
  const folder = throwawayFolder()
  const port = await freePort()
  const before = demo([], { FAUTEUIL_FOLDER: folder })
  expect(before).toMatchObject({ code: 1 })
  expect(before.said).toContain('Run `npm start`')

  writeFileSync(join(folder, 'demonstration.json'), JSON.stringify({ complete: true }))
  const silent = demo([], { FAUTEUIL_FOLDER: folder, PORT: String(port) })
  expect(silent).toMatchObject({ code: 1 })
  expect(silent.said).toContain(`Fauteuil does not answer at http://127.0.0.1:${port}`)
  expect(silent.said).toContain('--url')
})

test('an option that it does not know is said with those that there are', () => {
  const unknown = demo(['--port', '1'])
  expect(unknown).toMatchObject({ code: 1 })
  expect(unknown.said).toContain('--box-office URL')
  expect(unknown.said).not.toContain('node:internal')
  expect(demo(['--help'])).toMatchObject({ code: 0 })
})
