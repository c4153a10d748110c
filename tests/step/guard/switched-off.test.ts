import { beforeAll, describe, expect, test } from 'vitest'
import { sendMails } from '../../../src/people/index.ts'
import { writeMail } from '../../../src/portal/index.ts'
import { guardSteps, publishSteps } from '../../../src/step/index.ts'
import { visitor } from '../../portal/visit.ts'
import { ORIGIN, testApp, type TestApp } from '../../setup/app.ts'
import { freshWorld, type World } from '../../setup/world.ts'

let world: World
let house: TestApp
let key: string
beforeAll(async () => {
  world = await freshWorld()
  house = testApp(world)
  key = await setStep()
})

async function setStep(shown_percent = 50): Promise<string> {
  const set = await house.ask(world.structure, 'POST', '/v1/steps', { shown_percent })
  expect(set.status).toBe(201)
  return set.body.key as string
}
const carts = (trial: number, shown: [number, number], not_shown: [number, number]) => ({
  trial,
  shown: { begun: shown[0], finished: shown[1] },
  not_shown: { begun: not_shown[0], finished: not_shown[1] },
})
const count = async (counts: unknown, of = key) => house.ask(null, 'POST', `/step/${of}/counts`, counts)
const step = async () => (await house.ask(world.structure, 'GET', '/v1/steps?lang=en')).body.items[0]
const shownNow = async () => (await house.ask(null, 'GET', `/step/${key}/fr.json`)).body

describe('carts are counted', () => {
  test('as sums by arm, in one round trip, from any page and without cookies', async () => {
    await world.database.resetRoundTrips()
    const counted = await count(carts(1, [20, 8], [25, 9]))
    expect(counted).toMatchObject({ status: 204, text: '' })
    expect(await world.database.roundTrips()).toBe(1)
    expect(counted.headers.get('access-control-allow-origin')).toBe('*')
    expect(counted.headers.has('set-cookie')).toBe(false)
    await count(carts(1, [0, 1], [0, 0]))
    expect(await step()).toMatchObject({
      shown_percent: 50,
      switched_off_at: null,
      guard: {
        state: 'counting',
        shown: { begun: 20, finished: 9, share_percent: 45 },
        not_shown: { begun: 25, finished: 9, share_percent: 36 },
        harm_percent: 0,
        evidence_needed: 100,
        threshold_percent: 3,
        said: expect.stringContaining('nothing says so far'),
      },
    })
    const { rows } = await world.pg.query('select * from step_count')
    // of a day and an arm, and nothing of a cart
    expect(rows.map((row) => Object.keys(row).join())).toEqual([
      'structure_id,trial,day,shown,begun,finished',
      'structure_id,trial,day,shown,begun,finished',
    ])
  })

  test('not under another trial, and not for a key that is none, which ask the database nothing', async () => {
    await world.database.resetRoundTrips()
    expect((await count(carts(7, [9, 9], [9, 9]))).status).toBe(204)
    expect((await count(carts(1, [9, 9], [9, 9]), 'pk_0000000000000000000000')).status).toBe(404)
    expect(await world.database.roundTrips()).toBe(0)
    expect((await step()).guard.shown.finished).toBe(9)
  })

  test.each([
    '',
    'null',
    '[]',
    '{"trial":1}',
    JSON.stringify(carts(1, [-1, 0], [0, 0])),
    JSON.stringify(carts(1, [0.5, 0], [0, 0])),
    JSON.stringify(carts(1, [1e9, 0], [0, 0])),
    JSON.stringify({ ...carts(1, [1, 0], [0, 0]), cart: 'a-session' }),
  ])('but not %s', async (body) => {
    expect((await count(body)).status).toBe(400)
  })

  test('nor more than sums are long', async () => {
    expect((await count(`${JSON.stringify(carts(1, [1, 0], [0, 0]))}${' '.repeat(600)}`)).status).toBe(413)
  })

  test('and two that add at once lose none', async () => {
    const before = (await step()).guard.not_shown.begun as number
    await Promise.all(Array.from({ length: 20 }, async () => count(carts(1, [1, 0], [1, 0]))))
    expect((await step()).guard.not_shown.begun).toBe(before + 20)
  })
})

describe('a step that keeps carts from finishing', () => {
  test('stays on while the counts may be chance, and judging it takes one round trip', async () => {
    await count(carts(1, [0, 350], [0, 391]))
    await world.database.resetRoundTrips()
    await guardSteps(house.ctx)
    expect(await world.database.roundTrips()).toBe(1)
    expect((await step()).switched_off_at).toBeNull()
  })

  test('goes off: nobody is shown it, and both sides are told what to do, once', async () => {
    await count(carts(1, [0, 250], [0, 500]))
    await guardSteps(house.ctx)
    await guardSteps(house.ctx)
    expect(await shownNow()).toMatchObject({ shown_percent: 0 })
    expect(await step()).toMatchObject({
      shown_percent: 50,
      switched_off_at: house.ctx.now(),
      guard: { state: 'harm', harm_percent: 32.3, said: expect.stringContaining('has switched itself off') },
    })
    const { body } = await house.ask(world.operator, 'GET', '/v1/troubles')
    expect(body.items).toEqual([
      expect.objectContaining({
        kind: 'step',
        subject: world.structure.organisation_id,
        message: expect.stringMatching(/609 were of carts that saw it and 900 of others: 32\.3 % fewer/),
        todo: expect.stringContaining('set it again'),
      }),
    ])
    await world.pg.query(`update organisation set email = 'billetterie@theatre.example' where id = $1`, [
      world.structure.organisation_id,
    ])
    await sendMails(house.ctx, writeMail)
    await sendMails(house.ctx, writeMail)
    expect(house.mails).toEqual([
      {
        to: 'billetterie@theatre.example',
        subject: 'L’étape de don s’est arrêtée sur votre billetterie',
        text: expect.stringMatching(
          /^Bonjour,\n\n[^]*32,3 % de paniers en moins[^]*\/structure\n\nFauteuil\n$/,
        ),
      },
    ])
    expect(house.mails[0]!.text).toContain(`${ORIGIN}/structure`)
  })

  test('says so on the page of each side', async () => {
    const structure = await visitor(house, world.structure).get('/structure')
    expect(structure.text).toContain('L’étape de don s’est arrêtée')
    expect(structure.text).toContain('Réglez-la ensuite de nouveau')
    const operator = await visitor(house, world.operator).get('/operator')
    expect(operator.text).toMatch(/Étape de don arrêtée[^]*Théâtre du Port/)
  })

  test('counts nothing more, and stays off when it is published anew', async () => {
    await count(carts(1, [5, 5], [5, 5]))
    await publishSteps(house.ctx)
    expect((await step()).guard.shown.finished).toBe(609)
    expect((await shownNow()).shown_percent).toBe(0)
  })

  test('is on again when it is set again, and its carts are counted anew', async () => {
    expect(await setStep()).toBe(key)
    expect(await shownNow()).toMatchObject({ shown_percent: 50, trial: 2 })
    expect(await step()).toMatchObject({
      switched_off_at: null,
      guard: { state: 'counting', shown: { begun: 0, finished: 0, share_percent: null }, evidence: 1 },
    })
    const { body } = await house.ask(world.operator, 'GET', '/v1/troubles')
    expect(body.items).toEqual([])
    await guardSteps(house.ctx)
    expect((await step()).switched_off_at).toBeNull()
  })

  test('and is spoken of no more', async () => {
    const { text } = await visitor(house, world.structure).get('/structure')
    expect(text).not.toContain('L’étape de don')
  })

  test('is not switched off for what was counted before it was set again', async () => {
    const { structure } = world
    const about = { structure_id: structure.organisation_id, message: '', todo: '', about: {} }
    const judged = { ...about, trial: 1, now: house.ctx.now() }
    expect(await world.db.call('switch_off_step', judged)).toEqual({ switched_off: false })
    expect((await step()).switched_off_at).toBeNull()
  })

  test('is never judged where all carts see it, or none', async () => {
    for (const [percent, said] of [
      [100, 'nothing to compare'],
      [0, 'so it is set'],
    ] as const) {
      await setStep(percent)
      const { trial } = await shownNow()
      await count(carts(trial, [0, 1], [0, 9_000]))
      await guardSteps(house.ctx)
      expect(await step()).toMatchObject({
        switched_off_at: null,
        guard: { state: 'nothing_to_compare', said: expect.stringContaining(said) },
      })
    }
  })
})

test('where nothing is counted yet, judging asks once and does nothing', async () => {
  await setStep(80)
  await world.database.resetRoundTrips()
  await guardSteps(house.ctx)
  expect(await world.database.roundTrips()).toBe(1)
  expect(house.logged.filter(({ event }) => event !== 'step_switched_off')).toEqual([])
})
