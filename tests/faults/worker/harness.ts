import { here } from './here.ts'

/** Asks the harness. Throws when it has no answer: the schedule is over. */
export async function askHarness(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${here.harness}${path}`, {
    method: 'POST',
    body: JSON.stringify({ schedule: here.schedule, worker: here.worker, ...body }),
  })
  if (!answer.ok) throw new Error(`The schedule is over (${path})`)
  return answer.json()
}

/** Sleeps in the time of the schedule. */
export async function sleep(duration_ms: number): Promise<void> {
  const { under_way } = here
  under_way.sleeping += 1
  try {
    const { now_ms } = await askHarness('/sleep', { duration_ms })
    here.now_ms = Math.max(here.now_ms, Number(now_ms))
  } finally {
    under_way.sleeping -= 1
    under_way.woken += 1
  }
}
