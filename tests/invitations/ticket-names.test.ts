import { beforeAll, describe, expect, test } from 'vitest'
import { freshHouse, type House } from '../invitations-api/house.ts'

let house: House
let id: string
let seats: string[]
beforeAll(async () => {
  house = await freshHouse()
  await house.credits(3)
  const { invitation_id } = await house.invite(10)
  id = await house.issued(house.world.relay, invitation_id, 3)
  seats = (await house.world.pg.query<{ id: string }>('select id from seat order by id')).rows.map(
    (row) => row.id,
  )
})
const list = async (query = '') =>
  house.ask(house.world.relay, 'GET', `/v1/reservations/${id}/tickets${query}`)

/** What a relay's browser calls the file. */
async function nameOf(title: string, type: string): Promise<string | undefined> {
  await house.world.pg.query('update performance set title = $1', [title])
  await house.world.pg.query('update seat set ticket_type = $1', [type])
  const { headers } = await house.ask(house.world.relay, 'GET', `/v1/tickets/${seats[0]}/file`)
  return /filename="(.*)"/.exec(headers.get('content-disposition') ?? '')?.[1]
}

describe('the file of a ticket is named', () => {
  test.each([
    ['Le Cid', 'le-cid'],
    ['«Œdipe» — l’été, à 20 h !', 'dipe-l-ete-a-20-h'],
    ['...', ''],
    ['Un titre qui est bien plus long que quarante lettres', 'un-titre-qui-est-bien-plus-long-que-quar'],
  ])('after the evening, in plain letters: %s', async (title, words) => {
    expect(await nameOf(title, 'application/pdf')).toBe(
      `billet-${words}-2026-12-10-${seats[0]!.slice(-4)}.pdf`,
    )
  })

  test.each([
    ['image/png', '.png'],
    ['application/vnd.apple.pkpass', '.pkpass'],
    ['text/html', ''],
  ])('by what it is: %s', async (type, ending) => {
    expect(await nameOf('Le Cid', type)).toBe(`billet-le-cid-2026-12-10-${seats[0]!.slice(-4)}${ending}`)
  })
})

test('tickets are listed page by page, each as what it may be shown as', async () => {
  await house.world.pg.query(
    `update seat set ticket_type = case when id = $1 then 'text/html' else 'image/png' end`,
    [seats[0]],
  )
  const first = await list('?limit=2')
  expect(first.body).toMatchObject({
    next: seats[1],
    items: [
      { id: seats[0], media_type: 'application/octet-stream', file: `/v1/tickets/${seats[0]}/file` },
      { id: seats[1], media_type: 'image/png' },
    ],
  })
  const rest = await list(`?limit=2&after=${first.body.next}`)
  expect([rest.body.items.map((ticket: { id: string }) => ticket.id), rest.body.next]).toEqual([
    [seats[2]],
    null,
  ])
})

test('another relay sees neither the list nor the file', async () => {
  for (const path of [`/v1/reservations/${id}/tickets`, `/v1/tickets/${seats[0]}/file`]) {
    const { status, body } = await house.ask(house.world.otherRelay, 'GET', path)
    expect([status, body.error.detail]).toEqual([
      404,
      { what: path.includes('file') ? 'ticket' : 'reservation' },
    ])
  }
})
