import { plenties } from '../steps/gifts.ts'
import { book } from '../steps/relays.ts'
import { offer } from '../steps/sides.ts'
import { read, trespass } from '../steps/tenants.ts'
import type { Control } from './control.ts'
import { does } from './provoke.ts'

const five = plenties[0].of({ gifts: [4_000] })
const seat = book.of({ relay: 0, invitation: 0, guests: 1, companions: 0 })
const all = Array.from({ length: 10 }, (_, n) => n)

export const tenantControls: readonly Control[] = [
  {
    protection: 'a relay gives back its own seats alone (tenant filter of a verb)',
    without: {
      functions: [
        {
          file: 'src/invitations/give_back.sql',
          find: "or res.relay_id = (p->'principal'->>'organisation_id')::uuid) for update of res;",
          put: 'or true) for update of res;',
        },
      ],
    },
    provoke: async (play) =>
      does(
        play,
        five,
        seat,
        ...all.slice(0, 5).map((which) => trespass.of({ role: 'relay', who: 1, which })),
      ),
    caught_by: /I9/,
  },
  {
    protection: 'a structure approves in its own conventions alone (tenant filter of a verb)',
    without: {
      functions: [
        {
          file: 'src/conventions/approve.sql',
          find: "and (side = 'operator' or c.structure_id = mine) for no key update;",
          put: 'for no key update;',
        },
      ],
    },
    provoke: async (play) =>
      does(
        play,
        offer.of({ theatre: 0, evening: 1, seats: 2, approved: false }),
        ...Array.from({ length: 14 }, (_, which) => trespass.of({ role: 'structure', who: 1, which })),
      ),
    caught_by: /I9/,
  },
  {
    protection: 'a structure sees its own (tenant filter of reading)',
    without: {
      worker: [
        {
          file: 'src/people/sight.ts',
          find: "asker.role === 'operator' ? undefined : eq(structure_id, asker.organisation_id)",
          put: "asker.role === 'operator' || true ? undefined : eq(structure_id, asker.organisation_id)",
        },
      ],
    },
    provoke: async (play) =>
      does(
        play,
        five,
        plenties[1].of({ gifts: [3_000] }),
        ...all.map((list) => read.of({ role: 'structure', who: 0, list })),
      ),
    caught_by: /I9/,
  },
  {
    protection: 'a relay sees its own reservations (tenant filter of reading)',
    without: {
      worker: [
        {
          file: 'src/invitations/list-reservations.ts',
          find: "asker.role === 'operator' ? undefined : eq(reservation.relay_id, asker.organisation_id)",
          put: "asker.role === 'operator' || true ? undefined : eq(reservation.relay_id, asker.organisation_id)",
        },
      ],
    },
    provoke: async (play) =>
      does(play, five, seat, ...all.slice(0, 6).map((list) => read.of({ role: 'relay', who: 1, list }))),
    caught_by: /I9/,
  },
]
