import { expect, test } from 'vitest'
import type { Context } from '../../src/platform/context.ts'
import { openSecrets } from '../../src/platform/secrets.ts'
import { edgeToken, isProven, mustComeFromEdge } from '../../src/step/edge-token.ts'
import { proofOf } from '../../src/step/proof.ts'
import { KEY } from './isolate.ts'

// How the structure's own edge proves itself, and through every change of the master key.

const masterKey = (name: string) => `${name}:${btoa(name.padEnd(32, '.'))}`
const under = (...names: string[]) => ({ secrets: openSecrets(names.map(masterKey).join(',')) }) as Context
const step = { key: KEY, edge_generation: 1 }
const comes = async (ctx: Context, authorization: string | undefined, of = step) =>
  mustComeFromEdge(ctx, of, authorization).then(
    () => true,
    (refused: { code: string }) => refused.code,
  )

test('the edge comes with its token, as a bearer', async () => {
  const ctx = under('v1')
  const token = await edgeToken(ctx, step)
  expect(await comes(ctx, `Bearer ${token}`)).toBe(true)
  for (const other of [undefined, '', token, 'Bearer ', `Basic ${token}`, `Bearer ${token.slice(1)}`])
    expect(await comes(ctx, other)).toBe('edge_not_proven')
})

test('a token is of one structure, and of one generation', async () => {
  const ctx = under('v1')
  const bearer = `Bearer ${await edgeToken(ctx, step)}`
  for (const other of [
    { ...step, key: KEY.toLowerCase() },
    { ...step, edge_generation: 2 },
  ])
    expect(await comes(ctx, bearer, other)).toBe('edge_not_proven')
})

test('a token, and the addresses made with it, outlive a new master key until the old one goes', async () => {
  const token = await edgeToken(under('v1'), step)
  const proof = await proofOf(token, 'ABC12')
  for (const [ctx, good] of [
    [under('v2', 'v1'), true],
    [under('v2'), false],
  ] as const) {
    expect(await comes(ctx, `Bearer ${token}`)).toBe(good || 'edge_not_proven')
    expect(await isProven(ctx, step, 'ABC12', proof)).toBe(good)
    expect(await isProven(ctx, step, 'ABC13', proof)).toBe(false)
  }
  // what is handed out now is of the new one
  expect(await edgeToken(under('v2', 'v1'), step)).toBe(await edgeToken(under('v2'), step))
})
