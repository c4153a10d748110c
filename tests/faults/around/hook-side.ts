import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { json, say, serve, type Said, type Served } from './http.ts'
import type { Busy } from './idle.ts'
import type { Acts, Points } from './points.ts'

/** One webhook as it was sent to the Worker, and what came back. */
export interface Sending extends Hook {
  /** signed by the partner, now */
  genuine: boolean
  /** null: no answer came */
  status: number | null
}

/** What stands between the partners and the Worker in one schedule. */
export interface HookSide {
  points: Points
  /** hands it to the Worker; the answer is written down. Throws when none comes */
  send(path: string, headers: Record<string, string>, body: string): Promise<Said>
  /** as the partner would send the same now: signed anew, to the address that it has now; under its own id or another */
  tell_again(hook: Hook, another?: string): Promise<Said>
  later(duration_ms: number, act: () => Promise<unknown>): void
}

const OVERTAKEN_MS = 1_500
const LATE_MS = 3 * 24 * 3_600_000

export interface Hook {
  path: string
  headers: Record<string, string>
  body: string
}
interface Call {
  side: HookSide
  hook: Hook
  answer: ServerResponse
}

const ACTS: Record<Acts['hooks'], (call: Call) => Promise<void>> = {
  'answer 503': async ({ answer }) => say(answer, json(503, {})),
  'lose the request': async ({ answer }) => void answer.destroy(),
  'lose the answer': async ({ side, hook, answer }) => {
    await side.send(hook.path, hook.headers, hook.body)
    answer.destroy()
  },
  'deliver twice at once': async ({ side, hook, answer }) => {
    const send = async () => side.send(hook.path, hook.headers, hook.body)
    const [first] = await Promise.all([send(), send()])
    say(answer, first)
  },
  'tell again under another id': async ({ side, hook, answer }) => {
    say(answer, await side.send(hook.path, hook.headers, hook.body))
    await side.tell_again(hook, 'again')
  },
  'let others overtake it': async (call) => bringLater(call, OVERTAKEN_MS),
  'deliver days late': async (call) => bringLater(call, LATE_MS),
}

/** The partner's own way out is what is late: it has nothing to try again. */
async function bringLater({ side, hook, answer }: Call, late_ms: number): Promise<void> {
  side.later(late_ms, async () => side.tell_again(hook))
  say(answer, json(202, {}))
}

/** Where partners send their webhooks: the address that they were given, in front of the Worker. */
export async function serveHooks(now: () => HookSide | null, busy: Busy): Promise<Served> {
  return serve(async (asked, raw, answer) =>
    busy.during(async () => {
      const side = now()
      if (!side) return void answer.destroy()
      const hook = { path: asked.url ?? '/', headers: flat(asked.headers), body: raw.toString() }
      const act = side.points.meet('hooks', typeOf(hook.body))
      if (act !== null) return ACTS[act]({ side, hook, answer })
      return say(answer, await side.send(hook.path, hook.headers, hook.body))
    }),
  )
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /^(webhook-.*|stripe-signature|content-type)$/.test(name))
      .map(([name, value]) => [name, String(value)]),
  )

/** What a webhook is named by: the type of its event. */
function typeOf(body: string): string {
  try {
    const { type } = JSON.parse(body) as { type?: unknown }
    return typeof type === 'string' ? type : ''
  } catch {
    return ''
  }
}
