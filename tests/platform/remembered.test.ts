import { expect, test } from 'vitest'
import { Remembered } from '../../src/platform/remembered.ts'
import { openSecrets } from '../../src/platform/secrets.ts'

test('the oldest is forgotten when there are too many', () => {
  const memory = new Remembered<number>(2)
  for (const [n, key] of ['a', 'b', 'c'].entries()) memory.keep(key, n)
  expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([undefined, 1, 2])
})

test('remembered webhook secrets are those of their own connection and generation', async () => {
  const keys = `v1:${btoa('0123456789abcdef0123456789abcdef')}`
  const secrets = openSecrets(keys)
  for (const [connection, generation] of [
    ['open:a', 1],
    ['open:a', 11],
    ['open:a:1', 1],
    ['open:a', 1],
  ] as const) {
    expect(await secrets.hookSecrets(connection, generation)).toEqual(
      await openSecrets(keys).hookSecrets(connection, generation),
    )
  }
})
