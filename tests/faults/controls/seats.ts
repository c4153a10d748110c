import { plenties } from '../steps/gifts.ts'
import { book, rush } from '../steps/relays.ts'
import { offer } from '../steps/sides.ts'
import { reuse, repeat } from '../steps/strangers.ts'
import { callOff } from '../steps/venue.ts'
import { MINUTELY } from '../time.ts'
import type { Control } from './control.ts'
import { at_once, does, ignore, whileLocked } from './provoke.ts'

const hold = 'src/ledger/hold.sql'
const lock = 'src/ledger/lock.sql'
const once = 'src/platform/once.sql'
/** Five seats of the first theatre. */
const five = plenties[0].of({ gifts: [4_000] })
const seats = (guests: number) => book.of({ relay: 0, invitation: 0, guests, companions: 0 })
const more = { file: hold, find: ' and available >= total - offered', put: '' }
const CREDITS = 'alter table credit_stock drop constraint stock_available'
const wish = { relay: 0, invitation: 0, guests: 2, companions: 0 }
const contended = rush.of({ which: 0, wishes: [wish, { ...wish, relay: 1 }, wish] })
const atInvitation =
  'perform from invitation where id = (select invitation_id from reservation where id = what) for no key update;'
const atReservation = 'select * into r from reservation where id = what for update;'

export const seatControls: readonly Control[] = [
  {
    protection: 'credits are spent only where there are enough (the conditional spend)',
    without: { functions: [more] },
    provoke: async (play) => does(play, plenties[0].of({ gifts: [2_000] }), contended),
    caught_by: /refused once reserve: 23514/,
  },
  {
    protection: 'the stock of credits is never below zero (CHECK stock_available)',
    in_both: { functions: [more] },
    without: { sql: [CREDITS] },
    async provoke(play) {
      await does(play, plenties[0].of({ gifts: [2_000] }), contended)
      await at_once(play, 'ledger')
      // the spend without its condition is refused by the CHECK: that it is, is no complaint here
      ignore(play, /23514|answered 500/)
      play.known.unanswered.splice(0)
    },
    caught_by: /at once: .*not so: /,
  },
  {
    protection: 'seats on offer are never promised twice (seats_left, and its CHECK)',
    without: {
      functions: [{ file: hold, find: ' and i.seats_left >= total\n', put: '\n' }],
      sql: ['alter table invitation drop constraint invitation_seats'],
    },
    async provoke(play) {
      await play.scene.workers.tell({ refusing: { workflows: 9 } })
      await does(play, plenties[0].of({ gifts: [6_000] }), seats(3), seats(3))
      await at_once(play, 'ledger')
    },
    caught_by: /at once: I2/,
  },
  {
    protection: 'locks are taken in one order',
    without: {
      functions: [
        { file: lock, find: `  ${atInvitation}\n`, put: '' },
        { file: lock, find: atReservation, put: `${atReservation}\n  ${atInvitation}` },
      ],
    },
    async provoke(play) {
      await does(play, five)
      await play.scene.workers.tell({ refusing: { workflows: 1 } })
      await does(play, seats(2))
      const { venue, performances } = play.territory.theatres[0]!
      const cancelled = async () => {
        await callOff.of({ theatre: 0, evening: 0 }).act(play)
        await venue.settled()
      }
      // the venue refuses the seats of what it has cancelled, so the saga lets them go
      const released = async () => {
        play.scene.timeline.passTo(play.scene.timeline.now_ms + 16 * 60_000)
        await play.waiting.tick(MINUTELY)
      }
      const invitation = 'select from invitation where performance_id = $1 for update'
      await whileLocked(play, invitation, [performances[0]!.id], [cancelled, released])
    },
    caught_by: /40P01/,
  },
  {
    protection: 'nothing that needs both sides takes effect with one (approvals)',
    without: {
      sql: ['drop trigger invitation_guard on invitation'],
      functions: [
        {
          file: 'src/conventions/approve.sql',
          find: 'if not approved_by_both(what) then return false; end if;',
          put: '',
        },
      ],
    },
    provoke: async (play) => does(play, offer.of({ theatre: 0, evening: 1, seats: 2, approved: false })),
    caught_by: /with one side's yes/,
  },
  {
    protection: 'a key that is used again is recognised (idempotency)',
    without: {
      functions: [
        {
          file: once,
          find: "values (who.organisation_id, claim->>'idempotency_key', claim->>'request_hash'",
          put: "values (who.organisation_id, gen_random_uuid()::text, claim->>'request_hash'",
        },
      ],
    },
    provoke: async (play) => does(play, five, seats(1), repeat.of({ which: 0 })),
    caught_by: /I11/,
  },
  {
    protection: 'a key that is used for other words is refused (idempotency hash)',
    without: {
      functions: [
        {
          file: once,
          find: "if before.request_hash <> claim->>'request_hash' then perform refuse('idempotency_key_reused'); end if;",
          put: '',
        },
      ],
    },
    provoke: async (play) => does(play, five, seats(1), reuse.of({ which: 0 })),
    caught_by: /I11/,
  },
  {
    protection: 'the mail is written with what it tells',
    without: {
      functions: [
        {
          file: 'src/ledger/issue.sql',
          find: "perform tell(r.relay_id, 'tickets_ready', r.id::text, jsonb_build_object('reservation_id', r.id), at);",
          put: 'null;',
        },
      ],
    },
    provoke: async (play) => does(play, five, seats(1)),
    caught_by: /was not told that the reservation/,
  },
  {
    protection: 'one attempt at a time, under the lock of its reservation',
    without: {
      functions: [
        {
          file: 'src/invitations/attempts.sql',
          find: "where res.id = (p->>'reservation_id')::uuid for update of res;",
          put: "where res.id = (p->>'reservation_id')::uuid;",
        },
      ],
    },
    async provoke(play) {
      await does(play, five)
      const reserved = async () => seats(1).act(play)
      const driven_again = async () => {
        play.scene.timeline.passTo(play.scene.timeline.now_ms + 16 * 60_000)
        await play.waiting.tick(MINUTELY)
      }
      await whileLocked(play, 'lock table attempt in share mode', [], [reserved, driven_again])
    },
    caught_by: /refused begin_attempt: 23505/,
  },
]
