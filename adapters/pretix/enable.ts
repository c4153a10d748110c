import type { Check, Enabled, EnableRequest } from '../contract/index.ts'
import type { Line } from './line.ts'
import { provisionSeats } from './seats.ts'
import type { Provision } from './settings.ts'
import { provisionStep } from './step.ts'
import { provisionWebhook } from './webhook.ts'

/**
 * Provisions the donation step, the product that a guest's ticket is, and the webhook, and checks each. What was
 * made before is found again and mended. The webhook comes last, so that it does not tell us of our own doing.
 */
export async function enable(line: Line, { hook, step }: EnableRequest): Promise<Enabled> {
  const provisioned = await provisionStep(line, step)
  const checks: Check[] = [...provisioned.checks]
  const steps = { ...line.provisioned?.steps }
  if (provisioned.step) steps[line.settings.subscription_event] = provisioned.step

  const seats: Provision['seats'] = {}
  for (const event of line.settings.performance_events) {
    const found = await provisionSeats(line, event)
    // A product that is off for now, as after a cancelled evening, is still what its tickets are.
    const seat = found.seat ?? line.provisioned?.seats[event]
    if (seat) seats[event] = seat
    checks.push(...found.checks)
  }
  const webhook = await provisionWebhook(line, hook.url)
  return { provision: { steps, seats, hook: webhook.hook }, checks: [...checks, webhook.check] }
}
