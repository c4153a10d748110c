import { expect, test } from 'vitest'
import { cartOf } from '../../src/step/edge/cart.ts'
import { KEY, VENUE } from './isolate.ts'

const cart = async (cookie: string | null, structure = KEY) =>
  cartOf(
    new Request(VENUE, cookie === null ? {} : { headers: { cookie } }),
    { cart_cookie: 'pretix_session' },
    structure,
  )

test('a cart is told from others by the ticketing’s own cookie, of which only a hash is left', async () => {
  const one = await cart('pretix_session=abc')
  expect(one).toMatch(/^[0-9a-f]{64}$/)
  expect(await cart('lang=fr; pretix_session=abc; theme=dark')).toBe(one)
  expect(await cart('lang=fr;pretix_session=abc')).toBe(one)
  expect(await cart('pretix_session=abd')).not.toBe(one)
  // two houses cannot tell that they have the same visitor
  expect(await cart('pretix_session=abc', 'pk_of_another')).not.toBe(one)
})

test('so it is under the names that browsers keep secure cookies by', async () => {
  for (const name of ['__Host-pretix_session', '__Secure-pretix_session'])
    expect(await cart(`lang=fr; ${name}=abc`)).toMatch(/^[0-9a-f]{64}$/)
})

test('without that cookie there is no cart', async () => {
  for (const cookie of [
    null,
    '',
    'lang=fr',
    'pretix_session',
    'pretix_sessions=abc',
    'my_pretix_session=abc',
  ])
    expect(await cart(cookie)).toBeNull()
})
