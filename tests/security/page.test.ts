import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentOf } from '../../src/platform/document.ts'
import { authorisationTable } from './rights.ts'
import { TABLE } from './table.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = join(ROOT, '.github/SECURITY.md')
const page = readFileSync(PAGE, 'utf8')

test('the table of SECURITY.md is that of the routes; `vitest run tests/security/page.test.ts -u` writes it anew', async () => {
  const table = `<!-- authorisation -->\n\n${authorisationTable()}\n\n<!-- /authorisation -->`
  const current = page.replace(/<!-- authorisation -->[^]*<!-- \/authorisation -->/, () => table)
  await expect(current).toMatchFileSnapshot(PAGE)
  for (const [route] of TABLE) expect(table).toContain(route.split('/')[1])
})

test('its limits, and those of the API’s document, are those of wrangler.toml', () => {
  const toml = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
  const limits = [
    ...toml.matchAll(
      /name = "(\w+)_LIMIT"\nnamespace_id = "\d+"\nsimple = \{ limit = (\d+), period = 60 \}/g,
    ),
  ]
  const told = Object.fromEntries(
    limits.map(([, name, limit]) => [name, Number(limit).toLocaleString('en-US')]),
  )
  expect(Object.keys(told)).toEqual(['ADDRESS', 'KEY', 'FAILURE'])
  const { description } = documentOf('https://x.example').info
  expect(description).toContain(
    `At most ${told['KEY']} requests a minute with one key, ${told['ADDRESS']} from one address, and ${told['FAILURE']} that fail`,
  )
  const flat = page.replaceAll('\n', ' ')
  expect(flat).toContain(`${told['KEY']} requests with one key, ${told['ADDRESS']} from one address`)
  expect(flat).toContain(`and ${told['FAILURE']} that fail to say who they are`)
})

test('the tests that it names are there', () => {
  const named = [...page.matchAll(/`(tests\/[\w/.-]+)`/g)].map(([, file]) => file!)
  expect(named.length).toBeGreaterThan(3)
  for (const file of named)
    expect(() => readFileSync(join(ROOT, file.replace(/\/$/, '/receive.test.ts')))).not.toThrow()
})
