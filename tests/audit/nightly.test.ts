import { beforeEach, expect, test } from 'vitest'
import { auditNightly, lastAudit } from '../../src/audit/index.ts'
import { createWorker } from '../../src/worker.ts'
import { freshPortal } from '../portal/scene.ts'
import { visitor } from '../portal/visit.ts'

const NIGHTLY = '17 3 * * *'
let house: Awaited<ReturnType<typeof freshPortal>>
beforeEach(async () => {
  house = await freshPortal()
  await house.credits(10)
})
const shown = async (language: 'fr' | 'en') =>
  (await visitor(house, house.world.operator).get(`/operator?lang=${language}`)).text
const troubles = async () => {
  const { body } = await house.ask(house.world.operator, 'GET', '/v1/troubles')
  return body.items.map(({ kind, message }: Record<string, string>) => ({ kind, message }))
}
const falsify = (by: number) =>
  house.world.pg.query('update fund set surplus_cents = surplus_cents + $1', [by])

test('true books are said to be, with when', async () => {
  expect(await shown('fr')).not.toContain('Comptes vérifiés')
  await auditNightly(house.ctx)
  expect(await shown('fr')).toContain('Comptes vérifiés lundi 23 novembre 2026 à 13:00 : rien ne diffère.')
  expect(await shown('en')).toMatch(/Books audited Monday.? 23 November 2026 at 13:00: nothing differs\./)
  expect(await lastAudit(house.ctx)).toMatchObject({
    at: house.ctx.now(),
    checked: { conventions: 1, figures: 11, partners: 0 },
    differences: [],
    // the world's box office is only a name
    undone: [{ structure: 'Théâtre du Port' }],
  })
  expect((await troubles()).filter(({ kind }: { kind: string }) => kind === 'audit')).toEqual([])
})

test('a difference is shown in the operator’s words, once while it lasts, and goes with it', async () => {
  await falsify(100)
  await auditNightly(house.ctx)
  await auditNightly(house.ctx)
  expect(await troubles()).toEqual([{ kind: 'audit', message: '2 things are not as they should be.' }])
  expect(await shown('fr')).toMatch(
    /Les comptes vérifiés ne s’accordent pas .*? La ligne courante du fonds ne dit pas ce que disent les comptes Théâtre du Port, 2026\/27 · Excédent à décider gardé : 1,00 € · recalculé : 0,00 € À faire : Gardez ce rapport/,
  )
  expect(await shown('en')).toMatch(
    /The audited books do not agree .*? Théâtre du Port, 2026\/27 · Surplus, to be decided kept: €1\.00 · recomputed: €0\.00/,
  )
  await falsify(-100)
  await auditNightly(house.ctx)
  expect(await troubles()).toEqual([])
  expect(await shown('fr')).toContain('rien ne diffère')
})

test('an audit that could not be done is told too, and thrown on to the log', async () => {
  const { db } = house.ctx
  const call: typeof db.call = async (verb, arg) => {
    if (verb === 'audit_books') throw new Error('the statement took too long')
    return db.call(verb, arg)
  }
  await expect(auditNightly({ ...house.ctx, db: { ...db, call } })).rejects.toThrow('too long')
  expect(await troubles()).toEqual([
    { kind: 'audit', message: 'The audit could not be done: the statement took too long' },
  ])
  await auditNightly(house.ctx)
  expect(await troubles()).toEqual([])
})

test('cron audits by night, after the books were caught up with, and watches by the minute', async () => {
  const worker = createWorker(() => house.ctx)
  const tick = (cron: string) => worker.scheduled({ cron } as ScheduledController, {} as never)
  await tick('* * * * *')
  expect(house.logged.filter(({ event }) => event === 'alarm_failed' || event === 'task_failed')).toEqual([])
  expect(await lastAudit(house.ctx)).toBeNull()
  await falsify(100)
  await tick(NIGHTLY)
  expect(house.logged.filter(({ event }) => event === 'task_failed')).toEqual([])
  // the box office is only a name: its own books are told apart
  const kinds = (await troubles()).map(({ kind }: { kind: string }) => kind)
  expect(kinds.toSorted()).toEqual(['audit', 'books'])
  expect(house.logged).toContainEqual({
    event: 'audited',
    about: expect.objectContaining({ differences: 2 }),
  })
})
