import { uuidv7 } from 'uuidv7'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, test } from 'vitest'
import { network } from '../setup/network.ts'
import { NOW, observed, terms } from '../setup/world.ts'
import { brokenPromise, freshPortal, midSeason, troubled } from './scene.ts'
import { visitor } from './visit.ts'

const VENUE = 'https://billetterie.example.fr/api/'
let house: Awaited<ReturnType<typeof freshPortal>>
beforeEach(async () => {
  house = await freshPortal()
})
const operator = () => visitor(house, house.world.operator)
const structure = () => visitor(house, house.world.structure)

describe('the overview', () => {
  test('says what happened and what to do, for each thing that needs a person', async () => {
    await house.credits(10)
    await troubled(house)
    const { text, html } = await operator().get('/operator')
    expect(text).toMatch(
      /Réservation arrêtée .*? Le Cid, jeudi 10 décembre 2026 à 20:30 · Relais du Quai .*? À faire : .*? the token was revoked\. .*? Reprendre/,
    )
    expect(text).toMatch(
      /Notification mise de côté .*? Théâtre du Port .*? currency: expected EUR .*? Traiter de nouveau/,
    )
    expect(text).toMatch(/Les comptes diffèrent .*? Ici : 0,00 € · Chez eux : 15,00 €/)
    expect(html).toContain('lang="en"')
  })

  test('shows money and seats of each convention as the ledger has them', async () => {
    await midSeason(house)
    await troubled(house)
    const { text } = await operator().get('/operator')
    expect(text).toContain('8,00 € la place, 100 places prévues.')
    expect(text).toMatch(
      /2 dons 227,50 € places ouvertes par les dons 28 en attente de la prochaine place 3,50 €/,
    )
    const figures = await house.ask(house.world.relay, 'GET', '/v1/reservations')
    expect(figures.status).toBe(200)
    expect(text).toMatch(
      /billets émis 9 retenues 6 disponibles 13 non utilisée 0 prévues, pas encore ouvertes 72/,
    )
    expect(text).toContain('Les comptes sont justes.')
  })

  test('shows gifts in suspense: of whom, how many, how much, why, and what to do', async () => {
    const { world } = house
    const given = (reference: string, cents: number, at: string) => observed(world, reference, cents, 1, at)
    const observations = [
      given('A', 1_250, '2019-09-14T10:00Z'),
      given('B', 300, '2020-01-31T10:00Z'),
      given('refunded', 0, '2020-01-31T10:00Z'),
      given('booked', 800, NOW),
    ]
    await world.db.call('post_gifts', { now: NOW, observations, done: [] })
    const page = async () => (await operator().get('/operator')).text
    expect(await page()).toMatch(
      /Dons en attente d’une convention Donnés de septembre 2019 à janvier 2020\. Théâtre du Port · 2 dons · 15,50 € Aucune convention de cette structure ne couvre ces jours\. .*? À faire : Convenez/,
    )
    expect(await page()).not.toContain('Rien n’attend personne')

    const season = { starts_at: '2019-10-01T00:00Z', ends_at: '2020-07-01T00:00Z' }
    const season_id = uuidv7()
    const convention_id = uuidv7()
    await world.db.call('create_season', { id: season_id, name: '2019/20', ...season })
    await world.db.call('create_convention', {
      id: convention_id,
      structure_id: world.structure.organisation_id,
      season_id,
      collects_from: '2019-06-01T00:00Z',
      collects_until: '2020-01-01T00:00Z',
    })
    expect(await page()).toMatch(
      /Donnés en septembre 2019\. Théâtre du Port · 1 don · 12,50 € La convention 2019\/20 couvre ces jours, mais n’est pas en vigueur/,
    )
    expect(await page()).toMatch(/Donnés en janvier 2020\. Théâtre du Port · 1 don · 3,00 € Aucune/)

    const version = { ...terms, id: uuidv7(), convention_id, effective_from: '2026-12-01T00:00Z' }
    await world.db.once(world.claim(world.structure), 'propose_version', version)
    await world.db.once(world.claim(world.operator), 'approve', { id: version.id, subject: 'version' })
    expect(await page()).toMatch(
      /12,50 € La convention 2019\/20 est approuvée ; elle entre en vigueur mardi 1 décembre 2026/,
    )
    house.ctx.now = () => '2026-12-02T00:00:00.000Z'
    expect(await page()).not.toContain('12,50 €')
  })

  test('is calm when nothing waits', async () => {
    const { text } = await operator().get('/operator')
    expect(text).toContain('Rien n’attend personne.')
    expect(text).toContain('Aucune soirée ces deux dernières semaines.')
  })
})

describe('its buttons', () => {
  beforeEach(() => house.credits(10))

  test('work again on a webhook, once', async () => {
    const { hook } = await troubled(house)
    const path = `/operator/webhooks/${hook}/replay`
    const key = (await operator().get('/operator')).key(path)
    const done = await operator().post(path, { idempotency_key: key })
    await operator().post(path, { idempotency_key: key })
    expect(done.location).toBe('/operator?said=replayed#said')
    expect(await house.count("inbox where state = 'received'")).toBe(1)
    expect(house.enqueued).toContain(hook)
    expect((await operator().get('/operator')).text).not.toContain('Notification mise de côté')
  })

  test('resume a reservation; two clicks are one run', async () => {
    const { halted } = await troubled(house)
    const path = `/operator/reservations/${halted}/resume`
    const key = (await operator().get('/operator')).key(path)
    for (let n = 0; n < 2; n++) {
      expect((await operator().post(path, { idempotency_key: key })).location).toBe(
        '/operator?said=resumed#said',
      )
    }
    const runs = house.driven.filter(({ params }) => params.reservation_id === halted)
    expect(runs.map(({ id }) => id)).toEqual([`${halted}-${key}`])
    expect((await visitor(house, house.world.relay).post(path, { idempotency_key: key })).status).toBe(403)
  })

  test('give back what the venue has cancelled by itself, and nothing else', async () => {
    const { world } = house
    const id = await brokenPromise(house)
    const { rows } = await world.pg.query<{ order: string; position: string; id: string }>(
      `select r.partner_order as "order", s.position, s.id from seat s join reservation r on r.id = s.reservation_id
        where s.lost_at is not null`,
    )
    const path = `/operator/reservations/${id}/give-back`
    const page = await operator().get('/operator')
    expect(page.text).toMatch(
      /Places annulées par le lieu .*? À faire : Appelez le lieu .*? Rendre ces 2 places/,
    )
    expect(page.html).not.toContain(`/operator/reservations/${id}/resume`)
    const relay = await visitor(house, world.relay).get(`/relay/reservations/${id}`)
    expect(relay.text).toMatch(/Le lieu a annulé 2 places de cette réservation.*? annulée par le lieu /)
    expect(relay.text.match(/Télécharger/g)).toHaveLength(1)
    expect(relay.text).not.toContain('Billets prêts')
    const first_page = (await visitor(house, world.relay).get('/relay')).text
    expect(first_page).toMatch(/3 places Places annulées par le lieu/)
    expect(first_page).not.toContain('Billets prêts')

    const sent = [...page.html.matchAll(/name="seat_ids" value="([^"]+)"/g)].map(([, value]) => value!)
    expect(sent.toSorted()).toEqual(rows.map((row) => row.id).toSorted())
    const form = { idempotency_key: page.key(path), seat_ids: sent }
    // while the page was open, the venue made one of them valid again
    const { order, position } = rows[0]!
    const again = { connection_id: world.connection_id, seats: [{ order, position, valid: true }] }
    await world.db.call('record_lost', { ...again, now: house.ctx.now() })
    expect((await operator().post(path, form)).location).toBe('/operator?said=given_back#said')
    expect(await house.count("seat where state = 'returning' and lost_at is not null")).toBe(1)
    expect(await house.count("seat where state = 'issued'")).toBe(2)
    expect(house.driven.map(({ params }) => params.reservation_id)).toContain(id)
    // a page that was left open: none of its seats is lost and stands any more
    expect((await operator().post(path, { ...form, idempotency_key: 'another-key' })).status).toBe(409)
  })

  test('close an evening, and say so when its venue is away', async () => {
    const { evening } = await troubled(house)
    const { pg, connection_id } = house.world
    const credentials = await house.ctx.secrets.encrypt('{"token": "a-token-of-the-venue"}', connection_id)
    await pg.query('update connection set credentials = $1, settings = $2', [credentials, { address: VENUE }])
    await pg.query("update performance set reference = 'cid:one:evening' where id = $1", [
      evening.performance_id,
    ])
    const path = `/operator/evenings/${evening.performance_id}/close`
    const key = (await operator().get('/operator')).key(path)

    network.use(http.get(`${VENUE}acs/scans`, () => new HttpResponse(null, { status: 503 })))
    const away = await operator().post(path, { idempotency_key: key })
    expect(away.status).toBe(503)
    expect(away.text).toContain('La billetterie du lieu ne répond pas pour l’instant')
    expect(await house.count('performance where closed_at is not null')).toBe(0)

    expect(away.text).toMatch(/Entrées non lues .*? Clore la soirée .*? Clore sans le lieu/)

    const silent = { idempotency_key: away.key(path), without_the_venue: 'yes' }
    expect((await operator().post(path, silent)).location).toBe('/operator?said=closed#said')
    await pg.query('update performance set closed_at = null, final_at = null')

    network.use(http.get(`${VENUE}acs/scans`, () => HttpResponse.json({ items: [], next: '0', more: false })))
    const done = await operator().post(path, { idempotency_key: 'once-the-venue-is-back' })
    expect(done.location).toBe('/operator?said=closed#said')
    expect((await operator().get('/operator')).text).not.toContain('Entrées non lues')
    expect((await operator().get('/operator')).text).toMatch(
      /0 place utilisée, 2 non utilisées Close ; les passages tardifs/,
    )
  })
})

describe('approvals', () => {
  beforeEach(() => house.credits(10))

  test('of a version: the other side’s yes puts it into force', async () => {
    const { version_id } = await troubled(house)
    const path = `/approvals/version/${version_id}`
    const page = await operator().get('/operator')
    expect(page.text).toMatch(
      /Accords attendus de vous .*? Version 2 de la convention 8,00 € la place, 140 places prévues/,
    )
    expect((await structure().get('/structure')).text).toContain('Aucun accord n’est attendu de vous')
    const done = await operator().post(path, { idempotency_key: page.key(path) })
    expect(done.location).toBe('/operator?said=in_effect#said')
    const again = await operator().post(path, { idempotency_key: 'another-key' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('Votre côté a déjà dit oui')
    expect((await operator().get('/operator')).text).toContain('140 places prévues')
  })

  test('of an invitation, by the structure', async () => {
    const { world } = house
    const performance_id = uuidv7()
    const invitation_id = uuidv7()
    await world.db.call('sync_performances', {
      connection_id: world.connection_id,
      now: house.ctx.now(),
      performances: [
        {
          id: performance_id,
          reference: 'x',
          title: 'Phèdre',
          starts_at: '2027-03-01T19:00Z',
          status: 'scheduled',
        },
      ],
    })
    const proposal = {
      id: invitation_id,
      convention_id: world.convention_id,
      performance_id,
      seats: 4,
      allotment: null,
    }
    await world.db.once(world.claim(world.operator), 'propose_invitation', proposal)
    expect((await operator().get('/operator')).text).not.toContain('Phèdre')
    const page = await structure().get('/structure')
    expect(page.text).toMatch(/Phèdre 4 places · Théâtre du Port Donner votre accord/)
    const path = `/approvals/invitation/${invitation_id}`
    const done = await structure().post(path, { idempotency_key: page.key(path) })
    expect(done.location).toBe('/structure?said=in_effect#said')
    expect((await visitor(house, world.relay).get('/relay')).text).toContain('Phèdre')
    expect((await visitor(house, world.relay).post(path, { idempotency_key: 'of-a-relay' })).status).toBe(403)
  })

  test('of surplus: shows how much and what for', async () => {
    const { world } = house
    await house.credits(110)
    const decision = {
      id: uuidv7(),
      convention_id: world.convention_id,
      use: 'management',
      cents: 3_000,
      seats: null,
      seat_price_cents: null,
      reason: 'Deux rencontres avec les relais',
    }
    await world.db.once(world.claim(world.operator), 'propose_surplus', decision)
    const page = await structure().get('/structure')
    expect(page.text).toMatch(
      /30,00 € d’excédent pour la gestion des invitations Deux rencontres avec les relais/,
    )
    expect(page.text).toContain('excédent à décider à deux')
  })
})

describe('the outbox', () => {
  test('shows mails as they go out, in development only', async () => {
    await midSeason(house)
    const { text } = await operator().get('/operator/outbox')
    expect(text).toContain('Courriels qui seraient envoyés (essai local) Ce que les relais recevraient')
    expect((await operator().get('/operator/outbox?lang=en')).text).toContain(
      'Mail that would be sent (local',
    )
    expect(text).not.toContain('développement')
    expect(text).toMatch(/Vos billets pour Le Cid, jeudi 10 décembre À Relais du Quai/)
    expect(text).toMatch(/Séance annulée par le lieu : Les Nuits blanches/)
    expect(text).toMatch(/Des places se sont libérées pour Requiem allemand/)
    house.ctx.development = false
    expect((await operator().get('/operator/outbox')).status).toBe(404)
  })
})
