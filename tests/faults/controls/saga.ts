import { plenties } from '../steps/gifts.ts'
import { book } from '../steps/relays.ts'
import type { Control } from './control.ts'
import { does, fault } from './provoke.ts'
import { pass } from '../steps/time.ts'

const five = plenties[0].of({ gifts: [4_000] })
const seat = book.of({ relay: 0, invitation: 0, guests: 1, companions: 0 })
const drive = 'src/invitations/drive-book.ts'
/** A saga that lets go of what it knows nothing of. */
const hasty = {
  file: drive,
  find: "await steps.step(`say ${n}`, () => showTrouble(ctx, 'booking', reservation_id, message, todo))\n      return 'held'",
  put: "void [message, todo]\n      return release(ctx, steps, reservation_id, 'no_answer_from_venue')",
}

export const sagaControls: readonly Control[] = [
  {
    protection: 'an answer that never came is looked up by reference, not asked again',
    without: {
      worker: [
        {
          file: 'src/invitations/drive-attempt.ts',
          find: 'if (!isFault(answer) || !isPassing(answer)) return answer',
          put: "if (isFault(answer) && answer.fault === 'look_up') return ABSENT\n    if (!isFault(answer) || !isPassing(answer)) return answer",
        },
      ],
    },
    async provoke(play) {
      fault(play, 'partner', 'confirm', 'time out after')
      await does(play, five, seat)
    },
    caught_by: /I4/,
  },
  {
    protection: 'while an outcome is unknown nothing is released, in the database (with a saga that would)',
    in_both: { worker: [hasty] },
    without: {
      functions: [
        {
          file: 'src/ledger/release.sql',
          find: "if exists (select from attempt where reservation_id = r.id and state in ('started', 'confirmed')) then",
          put: 'if false then',
        },
      ],
    },
    async provoke(play) {
      fault(play, 'partner', 'confirm', 'time out after')
      fault(play, 'partner', 'find', 'answer 500', 7)
      await does(play, five, seat, pass.of({ duration_ms: 1_200_000 }))
    },
    caught_by: /I4/,
  },
  {
    protection: 'the sweep starts again a saga that was lost',
    without: {
      worker: [{ file: 'src/whole.ts', find: '  restartHalted,\n  endTurns,\n', put: '  endTurns,\n' }],
    },
    async provoke(play) {
      fault(play, 'database', 'end_attempt', 'kill the Worker before')
      await does(play, five, seat)
    },
    caught_by: /not done in the end: the reservation/,
  },
]
