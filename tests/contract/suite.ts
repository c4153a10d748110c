import { afterAll, beforeAll, describe } from 'vitest'
import { type Harness, makeLine } from './harness.ts'
import { adapterValue, enabling } from './parts/enabling.ts'
import { attendance } from './parts/attendance.ts'
import { cancelling } from './parts/cancelling.ts'
import { faults } from './parts/faults.ts'
import { gifts } from './parts/gifts.ts'
import { hooks } from './parts/hooks.ts'
import { lostAnswers } from './parts/lost-answers.ts'
import { performances } from './parts/performances.ts'
import { reconciling } from './parts/reconciling.ts'
import { allotting } from './parts/allotting.ts'
import { reserving } from './parts/reserving.ts'
import { tickets } from './parts/tickets.ts'

/**
 * What every adapter must do, whatever its platform: one suite, run against a partner that the harness
 * brings up. A test is skipped only because its capability is not declared, and says so.
 */
export function contractSuite(name: string, makeHarness: () => Promise<Harness>): void {
  describe(`the partner contract: ${name}`, () => {
    let harness: Harness | null = null
    const line = makeLine(() => {
      if (!harness) throw new Error('the harness could not be made')
      return harness
    })
    beforeAll(async () => {
      harness = await makeHarness()
      line.provision = harness.adapter.capabilities.enable
        ? (await line.partner.enable(harness.enable)).provision
        : (harness.provision ?? null)
    }, 120_000)
    afterAll(async () => harness?.stop())

    const parts = [adapterValue, enabling, hooks, gifts, performances, allotting, reserving]
    const more = [lostAnswers, tickets, cancelling, attendance, reconciling, faults]
    for (const part of [...parts, ...more]) part(line)
  })
}
