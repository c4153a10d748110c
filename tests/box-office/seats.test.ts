import * as fc from 'fast-check'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choosePlaces, type FreePlace, spreadPlaces } from '../../adapters/open/box-office/choose-places.ts'
import { startBoxOffice } from '../../adapters/open/box-office/server.ts'
import { INVITATION_UNIT } from '../../adapters/open/wire/octo.ts'
import { freshBoxOffice, TOKEN } from '../adapters/open/harness.ts'
import { allowLocal } from '../setup/network.ts'
import { type Box, browse, enableStep, subscribe } from './browse.ts'

const house = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }).map((free): FreePlace[] =>
  free.flatMap((is_free, at) => {
    const line = 'ABCDEF'[Math.floor(at / 10)] ?? 'A'
    return is_free ? [{ place: at + 1, line, seat: `${line}${(at % 10) + 1}` }] : []
  }),
)

describe('choosing places', () => {
  it.for([choosePlaces, spreadPlaces])('gives exactly what is asked for, no place twice', (choose) => {
    fc.assert(
      fc.property(house, fc.nat({ max: 60 }), (free, wanted) => {
        const chosen = choose(free, wanted)
        expect(chosen).toHaveLength(Math.min(wanted, free.length))
        expect(new Set(chosen.map(({ place }) => place)).size).toBe(chosen.length)
        expect(free).toEqual(expect.arrayContaining(chosen))
      }),
    )
  })

  it('puts a group side by side wherever a row allows it', () => {
    fc.assert(
      fc.property(house, fc.integer({ min: 1, max: 10 }), (free, wanted) => {
        const taken = choosePlaces(free, wanted)
        const starts = free.filter(({ place, line }) =>
          Array.from({ length: wanted }, (_, at) => place + at).every((next) =>
            free.some((other) => other.place === next && other.line === line),
          ),
        )
        const together = taken.every(
          ({ place, line }, at) =>
            at === 0 || (taken[at - 1]?.place === place - 1 && taken[at - 1]?.line === line),
        )
        expect(starts.length === 0 || together).toBe(true)
      }),
    )
  })
})

describe('the guard of the seats', () => {
  let box: Box
  beforeAll(async () => {
    box = await freshBoxOffice()
    await enableStep(box)
  })
  afterAll(async () => box.stop())

  const announce = async (units: number) =>
    box.call<{ availabilityId: string; productId: string; optionId: string }>(
      'POST',
      '/acs/sandbox/performances',
      { units },
    )
  const holdAt = async (url: string, on: object, units: number) => {
    const answer = await fetch(`${url}/bookings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...on,
        unitItems: Array.from({ length: units }, () => ({ unitId: INVITATION_UNIT })),
        resellerReference: crypto.randomUUID(),
        acsReservationId: crypto.randomUUID(),
      }),
    })
    return answer.status
  }

  it('never gives a place twice, however many ask at once, of two processes on one file', async () => {
    const twin = await startTwin(box.folder)
    const on = await announce(20)
    const asked = Array.from({ length: 60 }, async (_, at) => holdAt(at % 2 ? twin.url : box.url, on, 3))
    const answers = await Promise.all(asked)
    await twin.stop()
    expect(answers.filter((status) => status === 200)).toHaveLength(6)
    expect(answers.filter((status) => status === 409)).toHaveLength(54)
    const { free } = await box.call<{ free: number }>('GET', `/acs/sandbox/performances/${on.availabilityId}`)
    expect(free).toBe(2)
  })

  it('seats a group together in the numbered room, as any buyer', async () => {
    const on = { productId: 'un-hiver-sans-fin', optionId: 'DEFAULT', availabilityId: 'janvier' }
    const { id } = await box.call<{ id: string }>('PUT', '/acs/allotments/janvier', { ...on, units: 12 })
    const booking = await box.call<{ uuid: string; unitItems: { acsSeat: string }[] }>('POST', '/bookings', {
      ...on,
      unitItems: [1, 2, 3, 4].map(() => ({ unitId: INVITATION_UNIT })),
      resellerReference: crypto.randomUUID(),
      acsReservationId: crypto.randomUUID(),
      acsAllotmentId: id,
    })
    const seats = booking.unitItems.map(({ acsSeat }) => acsSeat)
    expect(new Set(seats.map((seat) => seat.slice(0, 1))).size).toBe(1)
    const numbers = seats.map((seat) => Number(seat.slice(1)))
    expect(Math.max(...numbers) - Math.min(...numbers)).toBe(3)
  })

  it('tells a buyer whose evening sold out meanwhile, and takes nothing', async () => {
    const summary = await browse(box).send((await subscribe(box)).path, { suggestion: '500' })
    await box.call('POST', '/acs/sandbox/sales', { availabilityId: 'octobre' })
    const refused = await browse(box).send(summary.path, { pay: 'test' })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('Rien n’a été payé')
    expect(await box.call('GET', '/acs/gifts')).toMatchObject({ items: [] })
  })

  it('gives an invitation the ticket that anybody has', async () => {
    const on = await announce(4)
    await box.call('POST', '/acs/sandbox/sales', { availabilityId: on.availabilityId, units: 1 })
    const { uuid } = await box.call<{ uuid: string }>('POST', '/bookings', {
      ...on,
      unitItems: [{ unitId: INVITATION_UNIT }],
      resellerReference: 'r-1',
      acsReservationId: 'r',
    })
    const { unitItems } = await box.call<{ unitItems: { supplierReference: string; ticket: Ticket }[] }>(
      'POST',
      `/bookings/${uuid}/confirm`,
      {},
    )
    const guest = unitItems[0]?.ticket.deliveryOptions.find(
      ({ deliveryFormat }) => deliveryFormat === 'QRCODE',
    )
    const invitation = await browse(box).open(`/billets/${guest?.deliveryValue}.pdf`)
    const door = await browse(box).send(`/porte/${on.availabilityId}`, { code: guest?.deliveryValue ?? '' })
    expect(invitation.status).toBe(200)
    for (const text of [invitation.html, door.html])
      expect(text).not.toMatch(/invit|gratuit|solidai|0,00|réserv/i)
    // One series of numbers for the whole house, without a gap.
    expect(Number(unitItems[0]?.supplierReference)).toBeGreaterThan(150)
  })

  it('refuses to start on a port in use, saying so', async () => {
    const folder = `${box.folder}-other`
    const port = Number(new URL(box.url).port)
    await expect(startBoxOffice({ port, folder, token: TOKEN })).rejects.toThrow(`port ${port} is in use`)
    rmSync(folder, { recursive: true })
  })
})

/** A second box office on the same file, in a process of its own. */
async function startTwin(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const script = new URL('twin.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, folder, TOKEN], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = line.toString('utf8').trim()
  allowLocal(url)
  return {
    url,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

interface Ticket {
  deliveryOptions: { deliveryFormat: string; deliveryValue: string }[]
}
