/** What an asker is answered: a status, or 200 with nothing of the first house in it. */
export type Answered = number | 'none'
/** Who asks: nobody (and a revoked or invented key), the operator, a structure, a relay, another structure, another relay. */
export type Row = readonly [
  route: string,
  nobody: Answered,
  operator: Answered,
  structure: Answered,
  relay: Answered,
  another_structure: Answered,
  another_relay: Answered,
]

/**
 * Every route of the application, and what each is answered; asked in the order another structure, another relay, relay,
 * structure, operator. The table of .github/SECURITY.md is made of it, and a route that is not here fails the tests.
 */
// oxfmt-ignore
export const TABLE: readonly Row[] = [
  //                                               nobody, operator, structure, relay, another structure, another relay
  // people
  ['GET /v1/me',                                         401, 200, 200, 200, 200, 200],
  ['POST /v1/structures',                                401, 201, 403, 403, 403, 403],
  ['GET /v1/structures',                                 401, 200, 403, 403, 403, 403],
  ['POST /v1/relays',                                    401, 201, 403, 403, 403, 403],
  ['GET /v1/relays',                                     401, 200, 403, 403, 403, 403],
  ['POST /v1/keys',                                      401, 201, 403, 403, 403, 403],
  ['GET /v1/keys',                                       401, 200, 200, 200, 'none', 'none'],
  ['DELETE /v1/keys/:key_id',                            401, 200, 403, 403, 403, 403],
  // follow-up
  ['GET /v1/troubles',                                   401, 200, 403, 403, 403, 403],
  ['GET /v1/outbox',                                     401, 200, 403, 403, 403, 403],
  ['GET /v1/webhooks',                                   401, 200, 200, 403, 'none', 403],
  // once the structure has replayed it, it waits for nobody any more
  ['POST /v1/webhooks/:hook_id/replay',                  401, 404, 200, 403, 404, 403],
  // connections; allowed is 400 where a partner is called: the address of this connection is private, so none is
  ['POST /v1/connections',                               401, 201, 201, 403, 404, 403],
  ['GET /v1/connections',                                401, 200, 200, 403, 'none', 403],
  ['GET /v1/connections/:connection_id',                 401, 200, 200, 403, 404, 403],
  ['POST /v1/connections/:connection_id/enable',         401, 400, 400, 403, 404, 403],
  ['POST /v1/connections/:connection_id/rotate-hook',    401, 400, 400, 403, 404, 403],
  ['POST /v1/connections/:connection_id/performances/sync', 401, 400, 400, 403, 404, 403],
  ['POST /v1/connections/:connection_id/disable',        401, 400, 400, 403, 404, 403],
  ['PATCH /v1/connections/:connection_id',               401, 200, 200, 403, 404, 403],
  // conventions
  ['POST /v1/seasons',                                   401, 201, 403, 403, 403, 403],
  ['GET /v1/seasons',                                    401, 200, 200, 200, 200, 200],
  ['POST /v1/conventions',                               401, 201, 403, 403, 403, 403],
  ['GET /v1/conventions',                                401, 200, 200, 403, 'none', 403],
  ['GET /v1/conventions/:convention_id',                 401, 200, 200, 403, 404, 403],
  ['POST /v1/conventions/:convention_id/versions',       401, 201, 201, 403, 404, 403],
  // proposed, and thereby approved, by the operator
  ['POST /v1/conventions/:convention_id/versions/:version_id/approve', 401, 409, 200, 403, 404, 403],
  ['GET /v1/conventions/:convention_id/surplus-decisions', 401, 200, 200, 403, 404, 403],
  ['POST /v1/conventions/:convention_id/surplus-decisions', 401, 201, 201, 403, 404, 403],
  // proposed by the structure, and more than the surplus holds
  ['POST /v1/conventions/:convention_id/surplus-decisions/:decision_id/approve', 401, 409, 409, 403, 404, 403],
  // the donation step
  ['POST /v1/steps',                                     401, 201, 201, 403, 404, 403],
  ['GET /v1/steps',                                      401, 200, 200, 403, 'none', 403],
  // gifts and ledger
  ['GET /v1/gifts',                                      401, 200, 200, 403, 'none', 403],
  ['GET /v1/gifts/:gift_id',                             401, 200, 200, 403, 404, 403],
  ['GET /v1/payouts',                                    401, 200, 200, 403, 'none', 403],
  // where no payment account is connected
  ['POST /v1/payments',                                  401, 409, 409, 403, 404, 403],
  ['GET /v1/conventions/:convention_id/balances',        401, 200, 200, 403, 404, 403],
  ['GET /v1/conventions/:convention_id/entries',         401, 200, 200, 403, 404, 403],
  ['GET /v1/conventions/:convention_id/figures',         401, 200, 200, 403, 404, 403],
  ['GET /v1/figures',                                    401, 200, 403, 403, 403, 403],
  ['GET /v1/differences',                                401, 200, 403, 403, 403, 403],
  // performances and invitations; what is on offer is on offer to every relay
  ['GET /v1/performances',                               401, 200, 200, 403, 'none', 403],
  // allowed, and then the venue is asked, which knows nothing of this evening
  ['POST /v1/performances/:performance_id/close',        401, 502, 403, 403, 403, 403],
  ['GET /v1/invitations',                                401, 200, 200, 200, 'none', 200],
  ['GET /v1/invitations/:invitation_id',                 401, 200, 200, 200, 404, 200],
  // put forward, and approved by both, already
  ['POST /v1/invitations',                               401, 409, 409, 403, 404, 403],
  ['PATCH /v1/invitations/:invitation_id',               401, 200, 200, 403, 404, 403],
  ['POST /v1/invitations/:invitation_id/approve',        401, 409, 409, 403, 404, 403],
  // reservations, tickets and waiting lists; each relay asks for itself
  ['POST /v1/reservations',                              401, 403, 403, 201, 403, 201],
  ['GET /v1/reservations',                               401, 200, 403, 200, 403, 'none'],
  ['GET /v1/reservations/:reservation_id',               401, 200, 403, 200, 403, 404],
  ['GET /v1/reservations/:reservation_id/tickets',       401, 403, 403, 200, 403, 404],
  ['GET /v1/tickets/:seat_id/file',                      401, 403, 403, 200, 403, 404],
  // the relay gave everything back just before
  ['POST /v1/reservations/:reservation_id/give-back',    401, 409, 403, 200, 403, 404],
  ['POST /v1/reservations/:turn_id/accept',              401, 403, 403, 200, 403, 404],
  // accepted just before
  ['POST /v1/reservations/:turn_id/decline',             401, 403, 403, 409, 403, 404],
  ['POST /v1/waiting',                                   401, 403, 403, 201, 403, 201],
  ['GET /v1/waiting',                                    401, 403, 403, 200, 403, 'none'],
  ['POST /v1/waiting/:waiting_id/leave',                 401, 403, 403, 200, 403, 404],
  // of everyone
  ['GET /health',                                        200, 200, 200, 200, 200, 200],
  ['GET /openapi.json',                                  200, 200, 200, 200, 200, 200],
  ['GET /problems',                                      200, 200, 200, 200, 200, 200],
  ['GET /style.css',                                     200, 200, 200, 200, 200, 200],
  ['GET /icon.svg',                                      200, 200, 200, 200, 200, 200],
  ['GET /',                                              200, 200, 200, 200, 200, 200],
  // of every page that shows a step, and of the edges
  ['GET /acs.js',                                        200, 200, 200, 200, 200, 200],
  ['GET /acs/:script',                                   200, 200, 200, 200, 200, 200],
  ['GET /acs.json',                                      200, 200, 200, 200, 200, 200],
  ['GET /step/:key/:file',                               200, 200, 200, 200, 200, 200],
  ['GET /step/:key/counter.json',                        200, 200, 200, 200, 200, 200],
  ['GET /step/:key/counter.svg',                         200, 200, 200, 200, 200, 200],
  ['POST /step/:key/counts',                             204, 204, 204, 204, 204, 204],
  ['POST /step/:key/consents',                           204, 204, 204, 204, 204, 204],
  // where no payment account is connected
  ['POST /step/:key/payments',                           409, 409, 409, 409, 409, 409],
  ['GET /don/:key',                                      200, 200, 200, 200, 200, 200],
  ['POST /don/:key',                                     200, 200, 200, 200, 200, 200],
  ['GET /don/:key/:intent',                              200, 200, 200, 200, 200, 200],
  ['GET /don/:key/:order/:proof',                        200, 200, 200, 200, 200, 200],
  ['GET /don/*',                                         404, 404, 404, 404, 404, 404],
  ['GET /don.css',                                       200, 200, 200, 200, 200, 200],
  // no key of any role: the edge has a token of its own
  ['POST /edge/:key/consents',                           401, 401, 401, 401, 401, 401],
  ['POST /edge/:key/orders',                             401, 401, 401, 401, 401, 401],
  ['POST /edge/:key/counts',                             401, 401, 401, 401, 401, 401],
  // whoever has signed in goes on to the own page
  ['GET /sign-in',                                       200, 303, 303, 303, 303, 303],
  // without a key
  ['POST /sign-in',                                      401, 401, 401, 401, 401, 401],
  ['GET /sign-out',                                      303, 303, 303, 303, 303, 303],
  ['POST /sign-out',                                     303, 303, 303, 303, 303, 303],
  // of a connection's partner alone, by its address and signature; see hooks.test.ts
  ['POST /hooks/:platform/:connection_id/:generation/:token', 401, 401, 401, 401, 401, 401],
  // the same, where all connections share one; the territory of the table has no such platform
  ['POST /hooks/:platform',                              410, 410, 410, 410, 410, 410],
  // pages; nobody is led to sign in, and a form that was carried out leads back to a page
  ['GET /operator',                                      303, 200, 403, 403, 403, 403],
  ['GET /operator/outbox',                               303, 404, 403, 403, 403, 403],
  ['POST /operator/webhooks/:second_hook_id/replay',     401, 303, 403, 403, 403, 403],
  ['POST /operator/evenings/:performance_id/close',      401, 409, 403, 403, 403, 403],
  ['POST /operator/reservations/:reservation_id/resume', 401, 303, 403, 403, 403, 403],
  ['POST /operator/reservations/:reservation_id/give-back', 401, 409, 403, 403, 403, 403],
  ['GET /operator/:what/*',                              303, 303, 303, 303, 303, 303],
  ['GET /structure',                                     303, 403, 200, 403, 'none', 403],
  ['POST /approvals/:subject/:second_version_id',        401, 409, 303, 403, 404, 403],
  ['GET /approvals/*',                                   303, 303, 303, 303, 303, 303],
  ['GET /relay',                                         303, 403, 403, 200, 403, 'none'],
  ['GET /relay/past',                                    303, 403, 403, 200, 403, 'none'],
  ['GET /relay/invitations/:invitation_id',              303, 403, 403, 200, 403, 200],
  ['POST /relay/invitations/:invitation_id/reserve',     401, 403, 403, 303, 403, 303],
  ['GET /relay/invitations/:invitation_id/reserve',      303, 303, 303, 303, 303, 303],
  ['POST /relay/invitations/:second_invitation_id/wait', 401, 403, 403, 303, 403, 303],
  ['GET /relay/invitations/:second_invitation_id/wait',  303, 303, 303, 303, 303, 303],
  ['GET /relay/reservations/:reservation_id',            303, 403, 403, 200, 403, 404],
  ['POST /relay/reservations/:second_reservation_id/give-back', 401, 403, 403, 303, 403, 404],
  ['GET /relay/reservations/:reservation_id/give-back',  303, 303, 303, 303, 303, 303],
  ['POST /relay/reservations/:second_turn_id/answer',    401, 403, 403, 303, 403, 404],
  ['GET /relay/reservations/:second_turn_id/answer',     303, 303, 303, 303, 303, 303],
  ['POST /relay/waiting/:second_waiting_id/leave',       401, 403, 403, 303, 403, 404],
]

const connection = {
  structure_id: ':structure_id',
  platform: 'open',
  settings: { address: 'https://billetterie.example/' },
  credentials: { token: 'a-token-that-nobody-may-see' },
}
const { structure_id: _, platform: __, ...connection_change } = connection
const dates = { starts_at: '2027-09-01T00:00:00Z', ends_at: '2028-07-01T00:00:00Z' }
const collects = { collects_from: '2026-06-01T00:00:00Z', collects_until: '2027-06-01T00:00:00Z' }
const text = { fr: '', en: '' }
const terms = {
  seat_price_cents: 800,
  communication: text,
  organisation: text,
  offer: text,
  surplus_use: text,
  planned_seats: 100,
  companions: 'credit',
  due_on: 'issued',
  holder: 'structure',
  receipt: 'none',
}

const chosen = {
  version: '0123456789ab',
  language: 'fr',
  intent: '0193a4e2-0000-4000-8000-000000000000',
  cents: 800,
  typed: '',
}

/** What is sent with a write: JSON to the API, the fields of a form to a page. */
export const BODIES: Readonly<Record<string, object>> = {
  'POST /v1/structures': { name: 'Neuve' },
  'POST /v1/relays': { name: 'Neuf' },
  'POST /v1/keys': { organisation_id: ':structure_id', label: 'x' },
  'POST /v1/connections': connection,
  'PATCH /v1/connections/:connection_id': connection_change,
  'POST /v1/payments': {
    structure_id: ':structure_id',
    cents: 1_200,
    paid_url: 'https://theatre.example/merci',
    left_url: 'https://theatre.example/',
    consent: { shown: 'Partager un fauteuil' },
  },
  'POST /v1/seasons': { name: '2027/28', ...dates },
  'POST /v1/conventions': { structure_id: ':spare_id', season_id: ':season_id', ...collects },
  'POST /v1/steps': { structure_id: ':structure_id', shown_percent: 90 },
  'POST /step/:key/counts': {
    trial: 1,
    shown: { begun: 9, finished: 3 },
    not_shown: { begun: 1, finished: 0 },
  },
  'POST /step/:key/consents': chosen,
  'POST /edge/:key/orders': { cart: 'a'.repeat(64), order: 'ABC12' },
  'POST /step/:key/payments': chosen,
  'POST /don/:key': { acs_choice: '0' },
  'POST /v1/conventions/:convention_id/versions': terms,
  'POST /v1/conventions/:convention_id/surplus-decisions': {
    use: 'seats',
    seats: 2,
    seat_price_cents: 900,
    reason: 'More seats',
  },
  'POST /v1/invitations': {
    convention_id: ':convention_id',
    performance_id: ':performance_id',
    seats: 5,
  },
  'PATCH /v1/invitations/:invitation_id': { seats: 20 },
  'POST /v1/reservations': { invitation_id: ':invitation_id', guests: 1 },
  'POST /v1/reservations/:reservation_id/give-back': {},
  'POST /v1/waiting': { invitation_id: ':invitation_id', seats: 2 },
  'POST /relay/invitations/:invitation_id/reserve': { guests: '1' },
  'POST /relay/invitations/:second_invitation_id/wait': { seats: '2' },
  'POST /relay/reservations/:second_reservation_id/give-back': { seat_ids: 'all' },
  'POST /relay/reservations/:second_turn_id/answer': { answer: 'yes' },
  'POST /operator/evenings/:performance_id/close': { without_the_venue: 'yes' },
}
