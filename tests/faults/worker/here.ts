import type { Refusable, Told, UnderWay } from './state.ts'

function nothing() {
  // `starting`: the ids of runs of the Workflow that were asked for and have not begun
  return { messages: 0, running: 0, sleeping: 0, woken: 0, starting: new Set<string>() }
}

/** The state of this one process; queue, cron, requests and Workflow runs all share it. */
export const here = {
  harness: '',
  worker: 0,
  schedule: '',
  now_ms: 0,
  secrets: { master_keys: '', webhook_secrets: '' },
  refusing: {} as Partial<Record<Refusable, number>>,
  /** of this schedule; what began in the one before counts for that one to its end */
  under_way: nothing(),
  /** each process makes ids of its own */
  boot: 0,
  ids: 0,
}

export function tell({ schedule, refusing, ...rest }: Told): void {
  if (schedule !== undefined && schedule !== here.schedule) {
    here.schedule = schedule
    here.refusing = {}
    here.under_way = nothing()
  }
  Object.assign(here, rest)
  here.refusing = { ...here.refusing, ...refusing }
}

export const underWay = (): UnderWay => ({ ...here.under_way, starting: here.under_way.starting.size })

/** Fails when the harness wants it to. */
export function demand(what: Refusable): void {
  const left = here.refusing[what] ?? 0
  if (left <= 0) return
  here.refusing[what] = left - 1
  throw new Error(`${what}: refused by the schedule`)
}

/** An id that sorts by time (RFC 9562, version 7), then by the order in which this process made it. */
export function newId(): string {
  here.ids += 1
  // chance may be asked for only while a request is handled
  here.boot ||= crypto.getRandomValues(new Uint32Array(1))[0]!
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits)
  const time = hex(here.now_ms, 12)
  const count = hex(here.ids, 6)
  const random = `${hex(here.boot, 8)}0000`
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3)}-${random}`
}
