import { expect, test } from 'vitest'
import { build, WORKER_BUILD } from '../../src/local/build.ts'

/** What the first module of the Worker is made of, and all that it imports at once. */
async function front(): Promise<string[]> {
  const options = {
    ...WORKER_BUILD,
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'unwritten',
  } as const
  const { metafile } = await build({ ...options, entryPoints: { index: 'src/index.ts' } })
  const seen = new Set<string>()
  const waiting = ['unwritten/index.js']
  for (const path of waiting) {
    if (seen.has(path)) continue
    seen.add(path)
    const now = metafile.outputs[path]!.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && !external,
    )
    waiting.push(...now.map((one) => one.path))
  }
  return [...seen].flatMap((path) => Object.keys(metafile.outputs[path]!.inputs))
}

test('what a webhook needs is loaded at once, what is heavy only when it is needed', async () => {
  const files = (await front()).join('\n')
  expect(files).toMatch(/src\/hooks\/receive\.ts/)
  expect(files).toMatch(/src\/platform\/database\.ts/)
  for (const heavy of [
    'node_modules/zod/',
    'node_modules/@hono/zod-openapi/',
    'node_modules/stripe/',
    'node_modules/drizzle-orm/pg-core/',
    'hono/dist/jsx/',
    'src/portal/',
    'src/platform/schema/',
    'adapters/pretix/',
  ])
    expect(files).not.toContain(heavy)
})
