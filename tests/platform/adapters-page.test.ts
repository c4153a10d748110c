import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { adapters } from '../../adapters/registry.ts'
import { adaptersPage } from '../../src/local/adapters-page.ts'

test('the committed page is current', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../adapters/README.md'), 'utf8')
  expect(committed, 'run `node src/local/adapters-page.ts` and commit adapters/README.md').toBe(
    adaptersPage(),
  )
})

test('what an adapter does not declare is said, and each field with what stands in for it', () => {
  const page = adaptersPage([
    {
      ...adapters.open,
      name: 'Guichet',
      capabilities: { gifts: 'recorded answers' },
      settings: z.object({
        halls: z.array(z.int()).describe('where it plays'),
        test: z.boolean().default(false),
      }),
    },
  ])
  expect(page).toMatch(/^\| `gifts` .* \| recorded answers \|$/m)
  expect(page).toMatch(/^\| `tickets` .* \| no +\|$/m)
  expect(page).toMatch(/^\| `settings.halls` +\| list of number: where it plays \| it is needed +\|$/m)
  expect(page).toMatch(/^\| `settings.test` +\| yes or no +\| `false` +\|$/m)
})
