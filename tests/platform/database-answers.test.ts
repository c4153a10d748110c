import { http, HttpResponse } from 'msw'
import { beforeAll, expect, test } from 'vitest'
import { problemOf } from '../../src/platform/database.ts'
import { Problem } from '../../src/platform/problems.ts'
import { network } from '../setup/network.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
})
async function thrownBy(code: string, message: string, detail?: string): Promise<unknown> {
  const said = { message, code, ...(detail === undefined ? {} : { detail }) }
  network.use(http.post(world.database.neonEndpoint, () => HttpResponse.json(said, { status: 400 })))
  return world.db.call('roll_up', {}).catch((cause: unknown) => cause)
}

test('only a verb refuses by a word of ours: a name that happens to be one is a fault', async () => {
  const thrown = await thrownBy('23505', 'own_key')
  expect(thrown).not.toBeInstanceOf(Problem)
  expect(problemOf(thrown)).toBe(null)
})

test('a refusal without a detail has none', async () => {
  expect(await thrownBy('FT000', 'own_key')).toMatchObject({ code: 'own_key', detail: {} })
  expect(await thrownBy('FT000', 'own_key', '')).toMatchObject({ code: 'own_key', detail: {} })
})

test.each(['42P08', '22P57', '42P53', '22058', '23XX0'])(
  '%s says something of the request, though it ends like an outage',
  async (code) => {
    expect(await thrownBy(code, 'no')).not.toBeInstanceOf(Problem)
  },
)

test('what was a problem already stays the same one', () => {
  const problem = new Problem('own_key')
  expect(problemOf(problem)).toBe(problem)
  expect(problemOf(new Error('anything'))).toBe(null)
})
