import { beforeAll, expect, test } from 'vitest'
import { freshHouse, type House } from './house.ts'

let house: House
let reservation_id: string
beforeAll(async () => {
  house = await freshHouse()
  await house.credits(5)
  const { invitation_id } = await house.invite(10)
  reservation_id = await house.issued(house.world.relay, invitation_id, 2)
})
const tickets = () => house.ask(house.world.relay, 'GET', `/v1/reservations/${reservation_id}/tickets`)

test('hands the file to the relay that booked it, to keep and never to be cached', async () => {
  const { body } = await tickets()
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({ kind: 'guest', state: 'issued', media_type: 'application/pdf' })
  const file = await house.ask(house.world.relay, 'GET', body.items[0].file)
  expect(file.status).toBe(200)
  expect(file.text).toMatch(/^%PDF/)
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="billet-le-cid-2026-12-10-[\da-f]{4}\.pdf"$/,
    ),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
})

test('a file of another kind than a ticket’s is handed on as plain bytes', async () => {
  const { rows } = await house.world.pg.query<{ id: string }>(
    "update seat set ticket_type = 'text/html' where id = (select id from seat limit 1) returning id",
  )
  const file = await house.ask(house.world.relay, 'GET', `/v1/tickets/${rows[0]!.id}/file`)
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
})

test('a seat that was given back has no ticket any more, nor has one whose file is erased', async () => {
  const { body } = await tickets()
  const [first, second] = body.items as { id: string; file: string }[]
  await house.ask(house.world.relay, 'POST', `/v1/reservations/${reservation_id}/give-back`, {
    seat_ids: [first!.id],
  })
  expect((await house.ask(house.world.relay, 'GET', first!.file)).status).toBe(404)
  expect((await tickets()).body.items.map(({ id }: { id: string }) => id)).toEqual([second!.id])
  house.files.clear()
  expect((await house.ask(house.world.relay, 'GET', second!.file)).body.error).toMatchObject({
    code: 'not_found',
    detail: { what: 'ticket' },
  })
})
