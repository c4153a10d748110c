import * as fc from 'fast-check'
import { http, HttpResponse } from 'msw'
import { beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../src/platform/database.ts'
import { organisation } from '../../src/platform/schema/index.ts'
import { Problem } from '../../src/platform/problems.ts'
import { network } from '../setup/network.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
})

test('any text is kept as it is, but for NUL and halves of characters, which become U+FFFD', async () => {
  const piece = fc.constantFrom('\u0000', '\\', '\ud83c', '\udf99', 'u0000', '"', '\n', 'é', '🎭')
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, fc.uuid(), async (message, subject) => {
      const trouble = { kind: 'books', subject, message, todo: message, now: NOW }
      await world.db.call('raise_trouble', trouble)
      const { rows } = await world.pg.query('select message from trouble where subject = $1', [subject])
      expect(rows).toEqual([{ message: message.toWellFormed().replaceAll('\u0000', '\ufffd') }])
    }),
    { numRuns: 60 },
  )
})

describe('what the database answers', () => {
  const said = (code: string, message: string, detail = '') =>
    HttpResponse.json({ message, code, detail }, { status: 400 })
  const meet = async (answer: () => Response): Promise<unknown[]> => {
    network.use(http.post(world.database.neonEndpoint, answer))
    const calls = [
      world.db.call('roll_up', {}),
      world.db.once(world.claim(world.operator), 'create_season', {}),
    ]
    return Promise.all(
      calls.map((call) =>
        call.then(
          () => null,
          (thrown: unknown) => thrown,
        ),
      ),
    )
  }

  test('a refusal of ours keeps its code and detail', async () => {
    for (const thrown of await meet(() => said('FT000', 'own_key', '{"key": 1}'))) {
      expect(thrown).toMatchObject({ code: 'own_key', detail: { key: 1 } })
    }
  })

  test.each(['08006', '53300', '57014', '57P03', '58030', 'XX000'])('%s is an outage', async (code) => {
    for (const thrown of await meet(() => said(code, 'no'))) {
      expect(thrown).toMatchObject({ name: 'Problem', code: 'database_unavailable' })
    }
  })

  test.each([
    ['23505', 'duplicate key'],
    ['FT000', 'a code that nobody knows'],
  ])('%s (%s) is a fault of ours, not told as anything else', async (code, message) => {
    for (const thrown of await meet(() => said(code, message))) {
      expect(thrown).toBeInstanceOf(Error)
      expect(thrown).not.toBeInstanceOf(Problem)
    }
  })

  test('a query of the select builder is sorted the same way', async () => {
    for (const [answer, code] of [
      [() => HttpResponse.error(), 'database_unavailable'],
      [() => HttpResponse.text('<html>'), 'database_unavailable'],
      [() => said('42P01', 'no such table'), undefined],
    ] as const) {
      network.use(http.post(world.database.neonEndpoint, answer))
      const thrown: unknown = await world.db.read
        .select()
        .from(organisation)
        .catch((cause: unknown) => cause)
      expect(problemOf(thrown)?.code).toBe(code)
      network.resetHandlers()
    }
  })
})
