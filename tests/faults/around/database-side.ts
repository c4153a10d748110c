import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster } from './database.ts'
import { ask, json, say, serve, type Said, type Served } from './http.ts'
import { Busy } from './idle.ts'
import type { Acts, Points } from './points.ts'

/** What stands between the Worker and its database in one schedule. */
export interface DatabaseSide {
  /** the schedule's database; any other is refused */
  database: string
  points: Points
  kill_worker(): void
  kill_database(): void
  /** the database refused something: its code, and what was asked */
  refused(code: string, message: string, point: string): void
  /** a call that fails however often it is made, or null */
  poisoned(point: string, body: string): boolean
}

const DELAY_MS = 30

/** One call: how it is carried out, and how it is answered. */
interface Call {
  side: DatabaseSide
  carryOut: () => Promise<Said>
  reply: (said: Said) => void
  /** the Worker has the answer */
  said: Promise<unknown>
  cut: () => void
}

const ACTS: Record<Acts['database'], (call: Call) => Promise<void>> = {
  refuse: async ({ reply }) => reply(json(500, { message: 'connection refused by the schedule' })),
  delay: async ({ carryOut, reply }) => {
    await wait(DELAY_MS)
    reply(await carryOut())
  },
  'lose the answer': async ({ carryOut, cut }) => {
    await carryOut()
    cut()
  },
  // of two that serve side by side the other may have asked: it hears no more either
  'kill the Worker before': async ({ side, cut }) => {
    side.kill_worker()
    cut()
  },
  'kill the Worker during': async ({ side, carryOut, cut }) => {
    const carried_out = carryOut()
    side.kill_worker()
    await carried_out
    cut()
  },
  'kill the Worker after': async ({ side, carryOut, reply, said }) => {
    reply(await carryOut())
    await said
    side.kill_worker()
  },
  'kill the database before': async ({ side, carryOut, reply }) => {
    side.kill_database()
    reply(await carryOut())
  },
  'kill the database during': async ({ side, carryOut, reply }) => {
    const carried_out = carryOut()
    side.kill_database()
    reply(await carried_out)
  },
  'kill the database after': async ({ side, carryOut, reply }) => {
    const answer = await carryOut()
    side.kill_database()
    reply(answer)
  },
}

/** In front of the Neon endpoint: each call may fail at a named point. */
export async function serveDatabase(
  cluster: Cluster,
  now: () => DatabaseSide | null,
  busy: Busy,
): Promise<Served> {
  return serve(async ({ headers }, body, answer) =>
    busy.during(async () => {
      const side = now()
      const database = new URL(String(headers['neon-connection-string'])).pathname.slice(1)
      if (side?.database !== database)
        return say(answer, json(400, { message: 'The schedule is over', code: '57P01' }))
      const text = body.toString()
      const point = verbOf(text)
      const carryOut = async (): Promise<Said> => {
        if (!cluster.isUp()) return json(500, { message: 'the database is down' })
        if (side.poisoned(point, text)) return json(400, { message: 'invalid input', code: '22023' })
        const said = await ask(cluster.neon_url, { method: 'POST', headers, body })
        if (said.status === 400) tellRefusal(side, said, point)
        return said
      }
      const act = side.points.meet('database', point)
      if (act === null) return say(answer, await carryOut())
      const said = new Promise((done) => answer.once('finish', done).once('close', done))
      return ACTS[act]({
        side,
        carryOut,
        said,
        reply: (it) => say(answer, it),
        cut: () => void answer.destroy(),
      })
    }),
  )
}

function tellRefusal(side: DatabaseSide, { body }: Said, point: string): void {
  const { code = '', message = '' } = JSON.parse(body.toString()) as { code?: string; message?: string }
  side.refused(code, message, point)
}

/** `post_gifts`, `once reserve`, `read inbox`: what a call is named by, from its first query. */
export function verbOf(body: string): string {
  const { query, params, queries } = JSON.parse(body) as Batch
  const { query: text, params: values } = queries?.[0] ?? { query: query ?? '', params: params ?? [] }
  const verb = /^select (\w+)\(\$1/.exec(text)?.[1]
  if (verb === 'once') return `once ${String(values[1])}`
  if (verb) return verb
  return `read ${/\bfrom "?(\w+)/.exec(text)?.[1] ?? ''}`.trim()
}
interface Query {
  query: string
  params: unknown[]
}
type Batch = Partial<Query> & { queries?: Query[] }
