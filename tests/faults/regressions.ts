import type { Written } from './steps/index.ts'

/** Schedules that once found something, as they were printed; each is played again by `npm test`. */
export const REGRESSIONS: readonly { found: string; steps: readonly Written[] }[] = [
  {
    found: 'a refused return stayed a trouble when the door had told why',
    steps: [
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['reserve', { relay: 0, invitation: 0, guests: 2, companions: 1 }],
      ['a fault at the hooks', { point: 'seat.scanned', act: 'deliver days late', nth: 1, times: 3 }],
      ['the door scans', { which: 0, all: true }],
      ['give back', { which: 0, only_one: false }],
    ],
  },
  {
    found: 'tickets that came when the evening was closed were expected to be told as ready',
    steps: [
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['the platform refuses', { what: 'workflows', times: 4 }],
      ['reserve', { relay: 0, invitation: 0, guests: 2, companions: 0 }],
      ['cron does not run', { from_now: true }],
      ['days pass', { hours: 62 }],
    ],
  },
  {
    found: 'a booking that its venue cancelled, and nobody saw to before the evening, was told of for good',
    steps: [
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['reserve', { relay: 0, invitation: 0, guests: 2, companions: 0 }],
      ['the venue cancels a booking of ours', { which: 0, all: true }],
      ['time passes', { duration_ms: 7_200_000 }],
      ['the provider pays out', { wait_h: 80 }],
    ],
  },
  {
    found: 'a booking that its venue cancelled before its tickets were handed out stayed booked for good',
    steps: [
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['a fault at the partner', { point: 'ticket', act: 'lose the answer', nth: 1, times: 4 }],
      ['reserve', { relay: 0, invitation: 0, guests: 2, companions: 0 }],
      ['the venue cancels a booking of ours', { which: 0, all: true }],
      ['the provider pays out', { wait_h: 80 }],
    ],
  },
  {
    found: 'one seat of a booking was cancelled by its venue, and the others never had their tickets',
    steps: [
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['a fault at the partner', { point: 'ticket', act: 'lose the answer', nth: 1, times: 4 }],
      ['reserve', { relay: 0, invitation: 0, guests: 3, companions: 0 }],
      ['the venue cancels a booking of ours', { which: 0, all: false }],
      ['time passes', { duration_ms: 3_600_000 }],
    ],
  },
  {
    found:
      'two Workers killed at the same time were taken for each other, and a later kill was waited for without end',
    steps: [
      ['a new version serves beside the old', {}],
      ['a crash', { of: 'the Worker', for_steps: 2 }],
      ['a crash', { of: 'the Worker', for_steps: 1 }],
      ['give plenty at the first theatre', { gifts: [4_000] }],
      ['reserve', { relay: 0, invitation: 0, guests: 2, companions: 0 }],
      ['a crash', { of: 'the Worker', for_steps: 0 }],
      ['time passes', { duration_ms: 60_000 }],
      ['a crash', { of: 'the Worker', for_steps: 0 }],
    ],
  },
  {
    found:
      'a gift whose page was lost on the way could not be asked for again: the provider was sent the time too',
    steps: [
      ['a fault at the partner', { point: 'stripe checkout', act: 'lose the answer', nth: 1, times: 1 }],
      ['give in the step', { gifts: [2_000], method: 'card', presses: 1, again: false }],
      ['time passes', { duration_ms: 3_000 }],
      ['come back to a gift', { which: 0, method: 'card', presses: 1 }],
    ],
  },
  {
    found:
      'a gift that was paid and booked could be paid again, a day later, in the page that had stayed open',
    steps: [
      ['give in the step', { gifts: [2_000], method: 'card', presses: 1, again: false }],
      ['days pass', { hours: 38 }],
      ['come back to a gift', { which: 0, method: 'card', presses: 1 }],
    ],
  },
  {
    found:
      'the choice before the last proved a gift, where the Worker that was told of the last had a slow clock',
    steps: [
      ['a new version serves beside the old', {}],
      ['the clock of a Worker is off', { worker: 0, skew_s: -30 }],
      [
        'subscribe through the edge',
        { theatre: 0, choices: [800, 1_200], told: 'in order', times: 1, same_browser: false },
      ],
      [
        'subscribe through the edge',
        { theatre: 0, choices: [800, 1_200, 400], told: 'in order', times: 1, same_browser: false },
      ],
      [
        'subscribe through the edge',
        { theatre: 0, choices: [800, 1_200], told: 'in order', times: 1, same_browser: false },
      ],
    ],
  },
]
