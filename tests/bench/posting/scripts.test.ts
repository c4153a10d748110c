import { expect, it } from 'vitest'
import { idOf } from '../territory/settle.ts'
import { BODY_BYTES, giftBody } from '../territory/webhooks.ts'
import { postingScript } from './scripts.ts'

const AT = '2026-11-23T12:00:00.000Z'
/** What pgbench sends for a script: its variables filled in. */
function sent(script: string, variables: Record<string, string | number>): string[] {
  const filled = script.replaceAll(/:(\w+)/g, (whole, name: string) => String(variables[name] ?? whole))
  return filled.split('\n').filter((line) => line.startsWith('select '))
}
const argument = (statement: string): Record<string, unknown> =>
  JSON.parse(/'(.*)'::jsonb/.exec(statement)?.[1]?.replaceAll("''", "'") ?? '') as Record<string, unknown>

it('stores each webhook, of the size that all are measured with, then posts all at once and marks them done', () => {
  const statements = sent(postingScript(['store', 'post'], 3, 'one', AT), { n: 10_000_001, c: 1_002 })
  expect(statements.map((one) => /select (\w+)/.exec(one)?.[1])).toEqual([
    'store_hook',
    'store_hook',
    'store_hook',
    'post_gifts',
  ])
  const stored = statements.slice(0, 3).map(argument)
  const posted = argument(statements[3]!) as {
    observations: { id: string; connection_id: string }[]
    done: string[]
  }
  for (const { body } of stored) expect(Buffer.byteLength(body as string)).toBe(BODY_BYTES)
  expect(posted.done).toEqual(stored.map(({ id }) => id))
  expect(new Set(posted.observations.map(({ id }) => id)).size).toBe(3)
  expect(posted.observations.map((one) => one.connection_id)).toEqual(Array(3).fill(idOf('connection', 1)))
  for (const id of posted.done)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
})

it('names a convention of its own for each gift where the load is spread', () => {
  const script = postingScript(['post'], 2, 'many', AT)
  expect(script).toContain('\\set k1 random(100000000001, 100000001000)')
  const [statement = ''] = sent(script, { n: 10_000_001, c: 1_002, k0: '100000000007', k1: '100000000400' })
  const { observations } = argument(statement) as { observations: { connection_id: string }[] }
  expect(observations.map((one) => one.connection_id)).toEqual([
    idOf('connection', 7),
    idOf('connection', 400),
  ])
})

it('tells of one gift in a body that an adapter reads', async () => {
  const { read } = await import('../../../adapters/open/hooks.ts')
  expect(read(giftBody('ORDER-1', AT))).toMatchObject({
    looks: [{ kind: 'state', state: { gifts: [{ reference: 'ORDER-1/G', cents: 1_200 }] } }],
  })
})
