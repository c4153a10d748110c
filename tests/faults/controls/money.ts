import { change, give, plenties } from '../steps/gifts.ts'
import { agree } from '../steps/sides.ts'
import { pass } from '../steps/time.ts'
import { MINUTELY } from '../time.ts'
import type { Control } from './control.ts'
import { at_once, does, fault, ignore, whileLocked } from './provoke.ts'

const post = 'src/ledger/post_gifts.sql'
const convert = 'src/ledger/convert.sql'
const roll_up = 'src/ledger/balances.sql'
const gift = (cents: number) => give.of({ theatre: 0, gifts: [cents] })
const minute = pass.of({ duration_ms: 60_000 })

/** Two conversions of one fund begin at the same moment, and both have cents to set aside. */
const convertTwice: Control['provoke'] = async (play) => {
  await does(play, agree.of({ theatre: 0, seat_price_cents: 800, planned_seats: 0 }), gift(200))
  fault(play, 'database', 'convert', 'refuse', 2)
  await does(play, gift(150))
  play.scene.points.disarm()
  const { convention_id } = play.territory.theatres[0]!
  const one = async () => play.waiting.tick(MINUTELY)
  await whileLocked(play, 'select from fund where convention_id = $1 for update', [convention_id], [one, one])
}
const noLock = {
  file: convert,
  find: 'from fund where convention_id = c for update',
  put: 'from fund where convention_id = c',
}

export const moneyControls: readonly Control[] = [
  {
    protection: 'a gift is known by connection and reference (gift_once)',
    without: {
      sql: ['drop index gift_once'],
      functions: [
        {
          file: post,
          find: 'on conflict (connection_id, reference) do update set',
          put: 'on conflict (id) do update set',
        },
      ],
    },
    async provoke(play) {
      fault(play, 'hooks', 'gift.updated', 'tell again under another id')
      await does(play, gift(2_000))
    },
    caught_by: /I3|booked exactly once/,
  },
  {
    protection: 'the version of a gift only rises',
    without: {
      functions: [
        {
          file: post,
          find: 'where g.version < excluded.version',
          put: 'where g.version <> excluded.version',
        },
      ],
    },
    async provoke(play) {
      fault(play, 'hooks', 'gift.updated', 'answer 503')
      await does(play, gift(2_000), change.of({ which: 0, quarters: 1 }), pass.of({ duration_ms: 20_000 }))
      await at_once(play, 'gifts')
    },
    caught_by: /at once: I3/,
  },
  {
    protection: 'one writer of a fund (its row lock)',
    without: {
      functions: [noLock],
    },
    provoke: convertTwice,
    caught_by: /refused convert: (23505|FT000 only_grows)/,
  },
  {
    protection: 'a cause is posted once, a cent has one place (entry_once, keys of the line of cents)',
    in_both: { functions: [noLock], sql: ['drop trigger inflow_applied_once on inflow'] },
    without: {
      sql: [
        'drop index entry_once',
        'drop index inflow_span',
        'alter table outflow drop constraint outflow_convention_id_span_from_pk',
      ],
    },
    async provoke(play) {
      await convertTwice(play)
      ignore(play, /refused convert/)
    },
    caught_by: /not so: /,
  },
  {
    protection: 'a roll-up goes as far as every transaction has ended (its horizon)',
    without: {
      functions: [
        {
          file: roll_up,
          find: 'to_here xid8 := pg_snapshot_xmin(pg_current_snapshot())',
          put: 'to_here xid8 := pg_current_xact_id()',
        },
      ],
    },
    async provoke(play) {
      await play.scene.workers.tell({ refusing: { queue: 1 } })
      play.cron = false
      await does(play, gift(2_000), minute, minute)
      const post_it = async () => play.waiting.tick(MINUTELY)
      // the gift's transaction has posted and waits to mark its webhook; meanwhile the next minute rolls up
      const roll = async () => play.waiting.tick(MINUTELY)
      await whileLocked(play, 'select from inbox for update', [], [post_it, roll])
      await at_once(play, 'ledger')
    },
    caught_by: /rolled up and younger = recomputed/,
  },
  {
    protection: 'what is posted stays (append-only trigger)',
    without: { sql: ['drop trigger posting_only_grows on posting'] },
    provoke: async (play) => does(play, plenties[0].of({ gifts: [2_000] })),
    caught_by: /I8: .*posting/,
  },
]
