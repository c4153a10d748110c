import { beforeAll, expect, test } from 'vitest'
import { build, WORKER_BUILD } from '../../src/local/build.ts'

type Outputs = Awaited<ReturnType<typeof build>>['metafile'] & object
let outputs: Outputs['outputs']
beforeAll(async () => {
  const { metafile } = await build({
    ...WORKER_BUILD,
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'unwritten',
    entryPoints: { index: 'src/index.ts' },
  })
  outputs = metafile.outputs
})

/** What some modules of the Worker are made of, and all that they import at once. */
function loaded(modules: readonly string[]): string {
  const seen = new Set<string>()
  const waiting = [...modules]
  for (const path of waiting) {
    if (seen.has(path)) continue
    seen.add(path)
    const now = outputs[path]!.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && !external,
    )
    waiting.push(...now.map((one) => one.path))
  }
  return [...seen].flatMap((path) => Object.keys(outputs[path]!.inputs)).join('\n')
}

const HEAVY = [
  'node_modules/zod/',
  'node_modules/@hono/zod-openapi/',
  'node_modules/drizzle-orm/pg-core/',
  'hono/dist/jsx/',
  'src/portal/',
  'src/platform/schema/',
  'adapters/registry.ts',
]

test('what a webhook needs is loaded at once, what is heavy only when it is needed', () => {
  const files = loaded(['unwritten/index.js'])
  expect(files).toMatch(/src\/hooks\/receive\.ts/)
  expect(files).toMatch(/src\/platform\/database\.ts/)
  for (const heavy of [...HEAVY, 'node_modules/stripe/', 'adapters/pretix/'])
    expect(files).not.toContain(heavy)
})

test.each(['pretix', 'open', 'stripe'])('the door of %s loads none of what works on webhooks', (platform) => {
  const [door, ...others] = Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === `adapters/${platform}/verify.ts` ? [path] : [],
  )
  expect(others).toEqual([])
  const files = loaded([door!])
  expect(files).toContain(`adapters/${platform}/verify.ts`)
  for (const heavy of HEAVY) expect(files).not.toContain(heavy)
})
