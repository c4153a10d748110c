import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { throwawayFolder } from '../../setup/folder.ts'
import { loadedKb } from './build.ts'
import { workerdConfig } from './config.ts'

const folder = throwawayFolder()

describe('weighing', () => {
  // as the build writes them, and as a person does
  const modules = {
    'index.js':
      'import{a}from"./a.js";import"./side.js";const l=()=>import("./heavy.js"),d=()=>import("./door-1.js");export{l as later}',
    'a.js': 'export * from "./b.js"\nimport "cloudflare:workers"\n',
    'b.js': 'import { later } from "./index.js"\nexport const b = 1\n',
    'side.js': 'export*from"./b.js";',
    'heavy.js': 'x'.repeat(10_000),
    'door-1.js': 'import{d}from"./deep.js";export{d as door}',
    'deep.js': 'export const d=()=>import("./heavy.js")',
  }
  const kb = (...names: (keyof typeof modules)[]) =>
    names.reduce((sum, name) => sum + gzipSync(modules[name]).length, 0) / 1_000
  beforeAll(() => {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text)
  })

  it('counts what a Worker loads at once, and not what it imports when it needs it', () => {
    expect(loadedKb(folder, 'index.js')).toBeCloseTo(kb('index.js', 'a.js', 'b.js', 'side.js'), 6)
  })

  it('counts of what it imports later only what is named', () => {
    const wanted = kb('index.js', 'a.js', 'b.js', 'side.js', 'door-1.js', 'deep.js')
    expect(loadedKb(folder, 'index.js', /^door-/)).toBeCloseTo(wanted, 6)
  })
})

it('serves every module, the first of them as the Worker', () => {
  const served = {
    modules: ['index.js', 'a.js'] as const,
    compatibility_date: '2026-10-01',
    port: 1,
    vars: {},
  }
  const config = workerdConfig(served)
  expect(config).toMatch(
    /modules = \[\s*\(name = "index\.js", esModule = embed "index\.js"\),\s*\(name = "a\.js", esModule = embed "a\.js"\)/,
  )
})

it('writes texts as Cap’n Proto reads them', () => {
  const vars = { KEY: 'a "quoted" \\ word' }
  const served = { modules: ['index.js'] as const, compatibility_date: '2026-10-01', port: 1, vars }
  expect(workerdConfig(served)).toContain('(name = "KEY", text = "a \\"quoted\\" \\\\ word")')
})
