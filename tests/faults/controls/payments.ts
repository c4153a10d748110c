import { payBack, payByCard, refundFails } from '../steps/cards.ts'
import { rotate } from '../steps/deploying.ts'
import { forgePayment } from '../steps/strangers.ts'
import { pass } from '../steps/time.ts'
import type { Control } from './control.ts'
import { does } from './provoke.ts'

const verify = 'adapters/stripe/verify.ts'
const payBackAll = payBack.of({ which: 0, all: true })
const gift = payByCard.of({ gifts: [2_000], method: 'card' })
const forged =
  (...how: Parameters<typeof forgePayment.of>[0]['how'][]): Control['provoke'] =>
  async (play) =>
    does(play, gift, ...how.map((one) => forgePayment.of({ how: one })))

export const paymentControls: readonly Control[] = [
  {
    protection: 'a webhook of payments is signed by a secret that holds',
    without: {
      worker: [
        {
          file: verify,
          find: 'if (await signed) genuine = true',
          put: 'await signed?.catch(() => undefined); genuine = true',
        },
      ],
    },
    async provoke(play) {
      const turned = rotate.of({ what: 'of payments', theatre: 0 })
      await does(play, turned, turned)
      await forged('a secret of nobody', 'a secret that was retired', 'another body')(play)
    },
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a webhook of payments is not of a time to come',
    without: {
      worker: [
        {
          file: verify,
          find: 'if (!(signed_s - now_ms / 1_000 <= TOLERANCE_S))',
          put: 'if (!(signed_s >= 0))',
        },
      ],
    },
    provoke: forged('in ten minutes'),
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a fee is posted once',
    without: {
      functions: [
        { file: 'src/ledger/book_fees.sql', find: 'where m.convention_id is null and g.', put: 'where g.' },
      ],
    },
    provoke: async (play) => does(play, gift, pass.of({ duration_ms: 120_000 })),
    caught_by: /refused book_fees: 23505/,
  },
  {
    protection: 'an older look at a payment changes nothing (its version)',
    without: {
      worker: [
        {
          file: 'adapters/stripe/version.ts',
          find: 'const facts = received + sum(refunds.map(refundStage)) + sum(disputes.map(disputeStage))',
          put: 'const facts = received',
        },
      ],
    },
    provoke: async (play) => does(play, gift, payBackAll, refundFails.of({ which: 0 })),
    caught_by: /I3/,
  },
]
