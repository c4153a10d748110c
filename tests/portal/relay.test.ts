import { beforeEach, describe, expect, test } from 'vitest'
import { balancesOf } from '../setup/world.ts'
import { freshPortal, midSeason, programme } from './scene.ts'
import { visitor } from './visit.ts'

let house: Awaited<ReturnType<typeof freshPortal>>
beforeEach(async () => {
  house = await freshPortal()
})
const relay = () => visitor(house, house.world.relay)

describe('the first page', () => {
  test('shows what awaits an answer, what is booked in which state, and what is on offer by month', async () => {
    await midSeason(house)
    const { text, html } = await relay().get('/relay')
    expect(text).toMatch(
      /Des places se sont libérées pour vous .* Requiem allemand .* 2 places Elles vous attendent jusqu’au mardi 24 novembre 2026 à 13:00/,
    )
    expect(text).toMatch(/Le Cid Théâtre du Port, grande salle 3 places Billets prêts Voir les billets/)
    expect(text).toMatch(/Les Nuits blanches .*? Le lieu a annulé cette séance/)
    expect(text).toMatch(/Cirque d’hiver.*? 2 places Réservation en cours auprès du lieu/)
    expect(text).toMatch(
      /Séances proposées décembre 2026 .*? 9 places à réserver Réserver pour Le Cid, jeudi 10 décembre janvier 2027/,
    )
    expect(text).toMatch(/Un conte d’hiver Plus de place pour l’instant Liste d’attente/)
    expect(html.match(/<h1/g)).toHaveLength(1)
  })

  test('says the same in English', async () => {
    await midSeason(house)
    const { text } = await relay().get('/relay?lang=en')
    expect(text).toMatch(
      /Seats have come free for you .* They are kept for you until Tuesday,? 24 November 2026 at 13:00/,
    )
    expect(text).toMatch(/3 seats Tickets ready See the tickets/)
    expect(text).toMatch(/December 2026 .*? 9 seats to book Book for Le Cid, Thursday,? 10 December/)
  })

  test('is calm when there is nothing', async () => {
    const { text } = await relay().get('/relay')
    expect(text).toContain('Aucune réservation à venir')
    expect(text).toContain('Aucune séance n’est proposée')
  })

  test('turns over when much is on offer', async () => {
    for (let n = 0; n < 61; n++)
      await house.invite(1, `2026-12-${String(1 + (n % 28)).padStart(2, '0')}T19:00:00Z`)
    const first = await relay().get('/relay')
    expect(first.html.match(/class="evening"/g)).toHaveLength(60)
    const next = /href="(\/relay\?after=[^#"]+)/.exec(first.html)![1]!
    expect((await relay().get(next)).html.match(/class="evening"/g)).toHaveLength(1)
  })
})

describe('booking', () => {
  let path = ''
  beforeEach(async () => {
    await house.credits(6)
    path = `/relay/invitations/${(await programme(house)).cid.invitation_id}`
  })
  const wish = { guests: '2', companions: '1', access_needs: ['wheelchair', 'calm_seat'] }

  test('holds the seats, starts the saga, and goes to the reservation, which says so', async () => {
    const key = (await relay().get(path)).key('reserve')
    const done = await relay().post(`${path}/reserve`, { ...wish, idempotency_key: key })
    expect(done.status).toBe(303)
    expect(done.location).toMatch(/^\/relay\/reservations\/[\da-f-]{36}\?said=booked#said$/)
    expect(house.driven).toHaveLength(1)
    const { html, text } = await relay().get(done.location!.split('#')[0]!)
    expect(html).toMatch(/role="status" id="said"[^>]*>Les places sont retenues/)
    expect(text).toContain(
      'Le lieu prépare : Emplacement pour fauteuil roulant, Place au calme, près d’une sortie.',
    )
    expect(text).toContain('Les places sont retenues')
    expect(await balancesOf(house.world)).toMatchObject({ held: 3, available: 3 })
  })

  test('sent twice, even at once, it is one reservation', async () => {
    const key = (await relay().get(path)).key('reserve')
    const send = () => relay().post(`${path}/reserve`, { ...wish, idempotency_key: key })
    const both = await Promise.all([send(), send()])
    const later = await send()
    expect(new Set([...both, later].map(({ location }) => location)).size).toBe(1)
    expect(await house.count('reservation')).toBe(1)
    expect(house.driven).toHaveLength(1)
  })

  test('a form that was sent and then changed is not sent again unseen', async () => {
    const key = (await relay().get(path)).key('reserve')
    await relay().post(`${path}/reserve`, { ...wish, idempotency_key: key })
    const changed = await relay().post(`${path}/reserve`, { ...wish, guests: '1', idempotency_key: key })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('Ce formulaire a déjà été envoyé avec d’autres réponses')
    expect(changed.key('reserve')).not.toBe(key)
    expect(await house.count('reservation')).toBe(1)
  })

  test.each([
    ['', '', 'guests', 'Indiquez le nombre d’invité·es'],
    ['0', '', 'guests', 'Indiquez le nombre d’invité·es'],
    ['deux', '', 'guests', 'Indiquez le nombre d’invité·es'],
    ['-1', '', 'guests', 'Indiquez le nombre d’invité·es'],
    ['2', 'x', 'companions', 'Indiquez le nombre d’accompagnateur·rices'],
    ['99999999999', '', 'guests', 'Indiquez le nombre d’invité·es'],
    ['51', '', 'guests', 'Il reste 6 places'],
    ['7', '', 'guests', 'Il reste 6 places'],
  ])(
    'with %o guests and %o companions says what to change, and keeps what was typed',
    async (guests, companions, field, said) => {
      const sent = { guests, companions, access_needs: 'wheelchair', idempotency_key: 'the-key-of-the-form' }
      const refused = await relay().post(`${path}/reserve`, sent)
      expect([400, 409]).toContain(refused.status)
      expect(refused.html).toContain('role="alert"')
      expect(refused.html).toContain(`<a href="#${field}">${said}`)
      expect(refused.html).toMatch(
        new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-error"[^>]*aria-invalid="true"`),
      )
      // no form to wait is there while seats are left
      expect(refused.text).not.toContain('liste d’attente')
      expect(refused.html).toMatch(/id="wheelchair"[^>]*checked/)
      expect(refused.html).toContain(`value="${guests}"`)
      expect(refused.key('reserve')).toBe('the-key-of-the-form')
      expect(await house.count('reservation')).toBe(0)
    },
  )

  test('the last seats were taken meanwhile: says so, and offers the waiting list', async () => {
    const key = (await relay().get(path)).key('reserve')
    await house.issued(house.world.otherRelay, path.split('/').at(-1)!, 6)
    const refused = await relay().post(`${path}/reserve`, {
      guests: '1',
      companions: '',
      idempotency_key: key,
    })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Vous pouvez vous inscrire sur la liste d’attente, plus bas')
    const wait = refused.key('wait')
    const waiting = await relay().post(`${path}/wait`, { seats: '2', idempotency_key: wait })
    expect(waiting.location).toBe('/relay?said=waiting#said')
    expect((await relay().get('/relay')).text).toMatch(
      /Vous attendez des places .*? Le Cid .*? 2 places souhaitées/,
    )
    const again = await relay().get(path)
    expect(again.text).toContain('Vous êtes sur la liste d’attente de cette séance')
    expect(again.html).not.toContain('/wait"')
    const full = await relay().post(`${path}/reserve`, {
      guests: '1',
      companions: '',
      idempotency_key: 'once-more-while-waiting',
    })
    expect(full.text).toContain('Les dernières places viennent d’être prises')
    expect(full.text).not.toContain('Vous pouvez vous inscrire')
  })
})

describe('a reservation', () => {
  let path = ''
  let id = ''
  beforeEach(async () => {
    await house.credits(6)
    id = await house.issued(house.world.relay, (await programme(house)).cid.invitation_id, 3)
    path = `/relay/reservations/${id}`
  })

  test('hands out its tickets, which open nothing for another relay', async () => {
    const { html } = await relay().get(path)
    const files = [...html.matchAll(/href="(\/v1\/tickets\/[^"]+)"/g)].map(([, href]) => href!)
    expect(files).toHaveLength(3)
    expect((await relay().get(files[0]!)).headers.get('content-type')).toBe('application/pdf')
    expect((await visitor(house, house.world.otherRelay).get(files[0]!)).status).toBe(404)
  })

  test('gives back the seats that were ticked, then all', async () => {
    const first = await relay().get(path)
    const seat = /name="seat_ids" value="([\da-f-]{36})"/.exec(first.html)![1]!
    const one = await relay().post(`${path}/give-back`, {
      seat_ids: seat,
      idempotency_key: first.key('give-back'),
    })
    expect(one.location).toBe(`${path}?said=given_back#said`)
    const second = await relay().get(path)
    expect(second.text).toContain('restitution en cours')
    const rest = { seat_ids: 'all', idempotency_key: second.key('give-back') }
    await relay().post(`${path}/give-back`, rest)
    await relay().post(`${path}/give-back`, rest)
    expect(house.driven.map((run) => run.id)).toEqual([`${id}-0`, `${id}-1`, `${id}-2`])
    expect((await relay().get(path)).html).not.toContain('give-back')
  })

  test('asks to tick one when none is', async () => {
    const page = await relay().get(path)
    const refused = await relay().post(`${path}/give-back`, { idempotency_key: page.key() })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Cochez au moins une place')
    expect(await house.count("seat where state = 'returning'")).toBe(0)
  })

  test('is past when its evening is', async () => {
    await house.world.pg.query("update performance set starts_at = '2026-11-20T19:30Z'")
    const { text, html } = await relay().get(path)
    expect(text).toContain('Séance passée')
    expect(html).not.toContain('give-back')
    expect((await relay().get('/relay/past')).text).toContain('Le Cid')
    expect((await relay().get('/relay')).text).not.toContain('Le Cid')
  })

  test('leaves those ahead once its last seat was taken back, and is found among those given back', async () => {
    const settle = async (seats: string[]) => {
      const back = { reservation_id: id, seat_ids: seats, outcome: 'cancelled', now: house.ctx.now() }
      await house.world.db.call('settle_return', back)
      return { ahead: (await relay().get('/relay')).html, past: (await relay().get('/relay/past')).html }
    }
    const page = await relay().get(path)
    await relay().post(`${path}/give-back`, { seat_ids: 'all', idempotency_key: page.key('give-back') })
    const [first = '', ...others] = [...page.html.matchAll(/name="seat_ids" value="([\da-f-]{36})"/g)].map(
      ([, seat]) => seat!,
    )
    const some = await settle([first])
    expect(some.ahead).toContain(path)
    expect(some.past).not.toContain(path)
    const all = await settle(others)
    expect(all.ahead).not.toContain(path)
    expect(all.past).toContain(path)
    const listed = await house.ask(house.world.relay, 'GET', '/v1/reservations?state=returned&upcoming=true')
    expect(listed.body.items).toMatchObject([{ id, state: 'returned' }])
  })
})

describe('a turn of the waiting list', () => {
  test.each([
    ['yes', 'accepted', 'held'],
    ['no', 'declined', 'released'],
  ])('%s', async (answer, said, state) => {
    const { turn } = await midSeason(house)
    const key = (await relay().get('/relay')).key(turn)
    const done = await relay().post(`/relay/reservations/${turn}/answer`, { answer, idempotency_key: key })
    expect(done.location).toContain(`said=${said}`)
    const one = await house.ask(house.world.relay, 'GET', `/v1/reservations/${turn}`)
    expect(one.body.state).toBe(state)
    const late = await relay().post(`/relay/reservations/${turn}/answer`, {
      answer: 'yes',
      idempotency_key: 'another-key',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Le délai pour ces places est passé')
  })

  test('an answer that is neither changes nothing', async () => {
    const { turn } = await midSeason(house)
    await relay().post(`/relay/reservations/${turn}/answer`, { idempotency_key: 'another-key' })
    expect((await house.ask(house.world.relay, 'GET', `/v1/reservations/${turn}`)).body.state).toBe('asked')
  })
})
