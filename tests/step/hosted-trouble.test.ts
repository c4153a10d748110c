import { beforeAll, describe, expect, test } from 'vitest'
import { hostedWords } from '../../src/step/hosted/words.ts'
import { publishSteps } from '../../src/step/index.ts'
import { STEP_LANGUAGES } from '../../src/step/configuration.ts'
import { stepWords } from '../../src/step/words/index.ts'
import { freshHouse, type House } from '../hooks/stripe-house.ts'
import { visitor } from '../portal/visit.ts'

// The step's own page when something is not as it should be: what is said, in each language, and what can be done next.

let house: House
let path: string
beforeAll(async () => {
  house = await freshHouse()
  path = `/don/${(await house.app.ask(house.world.structure, 'POST', '/v1/steps', {})).body.key}`
})
const NOBODY = `/don/pk_${'0'.repeat(22)}`
const someone = () => visitor(house.app, null)
const send = async (fields: object, language = 'fr') =>
  someone().post(`${path}?lang=${language}`, { acs_choice: '1800', acs_amount: '18', ...fields })
const fieldsOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value]) => [name, value]),
  )
const sessions = () =>
  [...house.account.objects.values()].filter(({ object }) => object === 'checkout.session').length
const whileClosed = async (run: () => Promise<void>) => {
  const until = async (instant: string) => {
    await house.world.pg.query('update convention set collects_until = $1', [instant])
    await publishSteps(house.app.ctx)
  }
  await until(house.app.ctx.now())
  try {
    await run()
  } finally {
    await until('2027-06-01T00:00:00Z')
  }
}

describe.each(STEP_LANGUAGES)('in %s', (language) => {
  const { closed } = hostedWords[language]
  const { not_opened, refused } = stepWords[language]

  test('a step that is closed, or not there, says so, whatever is asked of it', async () => {
    await whileClosed(async () => {
      const at = `${path}?lang=${language}`
      for (const page of [await someone().get(at), await send({ intent: crypto.randomUUID() }, language)])
        expect([page.status, page.text]).toEqual([404, expect.stringContaining(closed)])
    })
    const none = [NOBODY, `${NOBODY}/${crypto.randomUUID()}`].map(async (at) =>
      someone().get(`${at}?lang=${language}`),
    )
    for (const { status, text, html } of await Promise.all(none)) {
      expect([status, text]).toEqual([404, expect.stringContaining(closed)])
      expect(html).toContain(`<html lang="${language}">`)
    }
  })

  test('what gave a gift is thanked for when its step has closed', async () => {
    await whileClosed(async () => {
      const { status, text } = await someone().get(`${path}/${crypto.randomUUID()}?lang=${language}`)
      expect([status, text]).toEqual([200, expect.stringContaining(hostedWords[language].waiting)])
      expect(text).toContain('Théâtre du Port')
    })
  })

  test.each([
    ['away', 503, { status: 503, times: 1 }],
    ['refusing', 502, { status: 400, times: 1, body: '{"error":{"type":"invalid_request_error"}}' }],
  ])('Stripe is %s: the same intent can be sent again', async (_, status, answer) => {
    const fields = fieldsOf((await send({}, language)).html)
    house.stripe.faults.answer = answer
    const failed = await send(fields, language)
    expect([failed.status, failed.text]).toEqual([status, expect.stringContaining(not_opened)])
    expect(failed.html).toContain('role="alert"')
    expect(fieldsOf(failed.html)).toEqual(fields)
    const before = sessions()
    house.clock.now_ms += 1_000
    expect((await send(fieldsOf(failed.html), language)).status).toBe(303)
    expect(sessions()).toBe(before + 1)
  })

  test('there is no account any more that can be paid to', async () => {
    const fields = fieldsOf((await send({}, language)).html)
    const become = async (state: string) =>
      house.world.pg.query('update connection set state = $1 where id = $2', [state, house.connection_id])
    await become('disabled')
    const { status, text } = await send(fields, language)
    await become('enabled')
    expect([status, text]).toEqual([409, expect.stringContaining(refused)])
  })
})

test('an intent that stands for another amount is not opened; the next one is', async () => {
  const fields = fieldsOf((await send({})).html)
  await send(fields)
  const other = await send({ ...fields, acs_choice: '600', acs_amount: '6' })
  expect([other.status, other.text]).toEqual([409, expect.stringContaining(stepWords.fr.not_opened)])
  const next = fieldsOf(other.html)
  expect(next).toMatchObject({ acs_choice: '600', intent: expect.not.stringContaining(fields['intent']!) })
  expect((await send(next)).status).toBe(303)
})

test.each([
  ['0,30', 'Ici, 0,50'],
  ['0,49', 'Ici, 0,50'],
])('%s is less than can be paid', async (acs_amount, words) => {
  const { status, text } = await send({ acs_choice: '', acs_amount })
  expect([status, text]).toEqual([422, expect.stringContaining(words)])
})

test('50 cents can be paid', async () => {
  const fields = fieldsOf((await send({ acs_choice: '', acs_amount: '0,50' })).html)
  expect((await send(fields)).status).toBe(303)
})

test('the browser keeps what answered a form, and nothing else', async () => {
  const kept = async (page: Promise<{ headers: Headers }>) => (await page).headers.get('cache-control')
  expect(await kept(send({}))).toBe('private, no-cache')
  expect(await kept(someone().get(path))).toBe('private, no-store')
})

test('what says that it is a form, and is none, is no fault of ours', async () => {
  const sent = async (boundary: string) =>
    house.app.ask(null, 'POST', path, 'none', { 'content-type': `multipart/form-data${boundary}` })
  for (const boundary of ['', '; boundary=x']) expect((await sent(boundary)).status).toBe(400)
  expect(house.app.logged.filter(({ about }) => about['code'] === 'fault')).toEqual([])
})
