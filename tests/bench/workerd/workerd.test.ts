import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { throwawayFolder } from '../../setup/folder.ts'
import { loadedKb } from './build.ts'
import { workerdConfig } from './config.ts'

const folder = throwawayFolder()

it('weighs what a Worker loads at once, and not what it imports when it needs it', () => {
  const modules = {
    'index.js': 'import { a } from "./a.js"\nexport const later = () => import("./heavy.js")\n',
    'a.js': 'export * from "./b.js"\nimport "cloudflare:workers"\n',
    'b.js': 'import { later } from "./index.js"\nexport const b = 1\n',
    'heavy.js': 'x'.repeat(10_000),
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text)
  const wanted = (['index.js', 'a.js', 'b.js'] as const).map((name) => gzipSync(modules[name]).length)
  expect(loadedKb(folder, 'index.js')).toBeCloseTo(wanted.reduce((sum, bytes) => sum + bytes) / 1_000)
})

it('writes texts as Cap’n Proto reads them', () => {
  const vars = { KEY: 'a "quoted" \\ word' }
  const served = { module: 'index.js', compatibility_date: '2026-10-01', port: 1, vars }
  expect(workerdConfig(served)).toContain('(name = "KEY", text = "a \\"quoted\\" \\\\ word")')
})
