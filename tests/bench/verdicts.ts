import type { Outage } from './outage/outage.ts'
import type { SpentOut } from './credits/spend-out.ts'
import type { Goal, GoalName, Row } from './results.ts'
import { median, rounded } from './statistics.ts'

/** What was measured besides the rows; null where it was not. */
export interface Found {
  rows: readonly Row[]
  round_trips: Record<string, number> | null
  backlog: { events: number; violated: string[] } | null
  spent_out: SpentOut | null
  size: {
    gzip_kb: number
    loaded_kb: number
    health_ms: number[]
    webhook_ms: number[]
    hello_ms: number[]
  } | null
  outage: Outage | null
}

/** Names of the rows that goals are about. */
export const ROWS = {
  path: 'posting path, 1 convention',
  spread: 'posting path, 1,000 conventions',
  single: 'posting path, one by one',
  node: 'in Node',
  routed: 'in Node, by its route',
  workerd: 'through workerd',
  backlog: 'a backlog drained',
  holds: 'a seat held, 1,000 conventions',
  hot: 'a seat held, 1 evening',
} as const
/** What the peers' rows begin with. */
const PEERS = { stripe: 'stripe-sync-engine', cala: 'cala-ledger' } as const

const unmeasured = (goal: string): Goal => ({
  value: null,
  goal,
  met: false,
  note: 'not measured in this run',
})

/** How each goal but those of growth stands. A goal of several parts is met when all of its parts are. */
export function verdicts(found: Found): Record<Exclude<GoalName, 'G7' | 'G8'>, Goal> {
  const ratio = (name: string) => found.rows.find((row) => row.name === name)?.ratio ?? null
  const times = (name: string, peer: string) => {
    const [ours, theirs] = [ratio(name), found.rows.find((row) => row.name.startsWith(peer))?.ratio ?? null]
    return ours === null || theirs === null ? null : rounded(ours / theirs)
  }
  return {
    G1: judgeTrips(found.round_trips),
    G2: atLeast(
      0.7,
      ratio(ROWS.path),
      `of b; a webhook stored and its gift posted in batches of 100, as in production; one by one ${ratio(ROWS.single) ?? 'not measured'}`,
    ),
    G3: noted(
      against(0.5, ratio(ROWS.node), 1.2, times(ROWS.node, PEERS.stripe), PEERS.stripe),
      `by its route ${ratio(ROWS.routed) ?? 'not measured'}`,
    ),
    G4: against(0.25, ratio(ROWS.workerd), 2, times(ROWS.workerd, PEERS.cala), PEERS.cala),
    G5: judgeBacklog(ratio(ROWS.backlog), found.backlog),
    G6: judgeSpread(ratio(ROWS.path), ratio(ROWS.spread)),
    G9: judgeHolds(ratio(ROWS.holds), ratio(ROWS.hot), found.spent_out),
    G10: judgeSize(found.size),
    G11: judgeOutage(found.outage),
  }
}

function atLeast(least: number, value: number | null, note: string): Goal {
  const goal = `≥ ${least.toFixed(2)}`
  return value === null ? unmeasured(goal) : { value, goal, met: value >= least, note }
}

const noted = (goal: Goal, more: string): Goal =>
  goal.value === null ? goal : { ...goal, note: `${goal.note}; ${more}` }

function against(
  least: number,
  value: number | null,
  more: number,
  times: number | null,
  peer: string,
): Goal {
  const goal = `≥ ${least.toFixed(2)} of b, ≥ ${more} × ${peer}`
  if (value === null) return unmeasured(goal)
  return times === null
    ? { value, goal, met: false, note: `of b; ${peer} was not measured, so this half is open` }
    : { value, goal, met: value >= least && times >= more, note: `of b; ${times} × ${peer}` }
}

function judgeTrips(counted: Found['round_trips']): Goal {
  if (!counted) return unmeasured('1')
  const value = Math.max(...Object.values(counted))
  const each = Object.entries(counted).map(([name, trips]) => `${name} ${trips}`)
  return {
    value,
    goal: '1',
    met: value === 1,
    note: each.join(', '),
  }
}

function judgeBacklog(value: number | null, backlog: Found['backlog']): Goal {
  const goal = '≥ 1.20 of b, none lost, none twice'
  if (value === null || !backlog) return unmeasured(goal)
  const { events, violated } = backlog
  const whole = violated.length === 0 ? 'each posted once' : `violated: ${violated.join('; ')}`
  const note = `of b, read, posted and converted by the queue's handler in Node; ${events.toLocaleString('en')} events, ${whole}`
  return { value, goal, met: value >= 1.2 && violated.length === 0, note }
}

function judgeSpread(one: number | null, many: number | null): Goal {
  if (one === null || many === null) return unmeasured('≥ 0.95')
  const value = rounded(one / many)
  return {
    value,
    goal: '≥ 0.95',
    met: value >= 0.95,
    note: 'posting path, all load on 1 convention to the same over 1,000',
  }
}

function judgeHolds(value: number | null, hot: number | null, out: SpentOut | null): Goal {
  const goal = 'exactly K spent, ≥ 1.30 of b'
  if (value === null || !out) return unmeasured(goal)
  const exact = out.spent === out.credits && out.violated.length === 0
  const told = `${out.asked.toLocaleString('en')} asked for ${out.credits.toLocaleString('en')} credits of 1 convention: ${out.spent.toLocaleString('en')} spent`
  const note = `of b, holds of 1 seat over 1,000 conventions; all for 1 evening ${hot ?? 'not measured'}; ${told}${violatedNote(out.violated)}`
  return { value, goal, met: exact && value >= 1.3, note }
}

function judgeSize(size: Found['size']): Goal {
  const goal = '≤ 600 KB gzip, ≤ 250 KB for a webhook, first answer ≤ 3 × a hello'
  if (!size) return unmeasured(goal)
  const { gzip_kb, loaded_kb, health_ms, webhook_ms, hello_ms } = size
  const [health, webhook] = [health_ms, webhook_ms].map((ms) => rounded(median(ms) / median(hello_ms)))
  const note = `KB gzip; ${Math.round(loaded_kb)} KB loaded for webhooks; first answer to one ${Math.round(median(webhook_ms))} ms, ${webhook} × a hello; to /health ${health} ×`
  const met = gzip_kb <= 600 && loaded_kb <= 250 && Math.max(health!, webhook!) <= 3
  return { value: Math.round(gzip_kb), goal, met, note }
}

function judgeOutage(outage: Outage | null): Goal {
  const goal = 'nothing violated, ≤ 1 s'
  if (!outage) return unmeasured(goal)
  const { kills, first_success_ms, stored, seats_held, violated } = outage
  const value = rounded(Math.max(...first_success_ms) / 1_000)
  const note = `s, the longest of ${kills}; ${stored} webhooks and ${seats_held} seats afterwards${violatedNote(violated) || ', nothing violated'}`
  return { value, goal, met: violated.length === 0 && value <= 1, note }
}

const violatedNote = (violated: readonly string[]): string =>
  violated.length === 0 ? '' : `; violated: ${violated.join('; ')}`
