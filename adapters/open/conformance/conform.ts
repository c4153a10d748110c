import { CLAUSES } from '../wire/clauses.ts'
import { booksChecks } from './checks/books.ts'
import { bookingChecks } from './checks/bookings.ts'
import { offerChecks } from './checks/offer.ts'
import { settingChecks } from './checks/settings.ts'
import { webhookChecks } from './checks/webhooks.ts'
import { listen } from './listener.ts'
import { type Check, makeTrial, type Trial } from './trial.ts'

export interface Result {
  clause: string
  tries: string
  outcome: 'passed' | 'failed' | 'not_tried'
  /** what is wrong, or why it was not tried */
  detail: string | null
}
export interface Conformance {
  results: Result[]
  passed: number
  failed: number
  not_tried: number
}
export interface ConformOptions {
  address: string
  token: string
  /** the port for its webhooks; 0: any */
  listen_port?: number
  /** how the server on trial reaches that port, when not directly */
  listen_url?: string
  /** hears where it listens for webhooks */
  listening?: (url: string) => void
  /** try these clauses only; all by default */
  only?: readonly string[]
  /** hears of each result as it comes */
  say?: (result: Result) => void
}

const CHECKS: Check[] = [...offerChecks, ...settingChecks, ...bookingChecks, ...booksChecks, ...webhookChecks]

/** Tries every rule of the open contract on a server, one after the other, and tidies up after itself. */
export async function conform({
  address,
  token,
  listen_port = 0,
  listen_url,
  listening,
  only,
  say,
}: ConformOptions): Promise<Conformance> {
  const listener = await listen({ port: listen_port, ...(listen_url ? { public_url: listen_url } : {}) })
  listening?.(listener.url)
  const results: Result[] = []
  try {
    const trial = await makeTrial(address, token, listener)
    for (const check of CHECKS.filter(({ clause }) => !only || only.includes(clause))) {
      const result = await tried(check, trial)
      results.push(result)
      say?.(result)
    }
    await trial.tidy()
  } finally {
    await listener.stop()
  }
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  return { results, passed: count('passed'), failed: count('failed'), not_tried: count('not_tried') }
}

async function tried({ clause, tries, needs = [], run }: Check, trial: Trial): Promise<Result> {
  const missing = needs.filter((capability) => !trial.has(capability))
  if (missing.length > 0) {
    return { clause, tries, outcome: 'not_tried', detail: `the server does not list ${missing.join(', ')}` }
  }
  try {
    await run(trial)
    return { clause, tries, outcome: 'passed', detail: null }
  } catch (error) {
    const wrong = error instanceof Error ? error.message : String(error)
    return { clause, tries, outcome: 'failed', detail: `${wrong}. The rule: ${CLAUSES[clause]}` }
  }
}
