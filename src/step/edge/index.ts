import type { EdgeEnv } from './env.ts'
import { countFinished, isShownTo } from './carts.ts'
import { countingOf } from './counting.ts'
import { inject, injectLink, OURS } from './inject.ts'
import { knownStep } from './known.ts'
import { leadsTo, orderIn, orderOf, tellOrder } from './order.ts'
import { answerOwn } from './own.ts'

/** Once the ticketing has answered, its page waits no longer than this for what we know of the step. */
const DECIDED_WITHIN_MS = 50

/**
 * Stands before the pages of a ticketing, on the venue's own host name: puts the step into one of them, and into the page of an
 * order with a gift the way to what it opens. Everything else goes through as it is; so do those pages whenever anything of ours
 * is late, missing or broken.
 */
export default {
  async fetch(request: Request, env: EdgeEnv, execution: ExecutionContext): Promise<Response> {
    const later = (work: Promise<unknown>) => execution.waitUntil(Promise.allSettled([work]))
    const known = () => knownStep(env, later)
    const { pathname } = new URL(request.url)
    if (pathname.startsWith(OURS)) return answerOwn(request, env, known)
    // asked for while the ticketing makes its answer
    const knowing = known()
    later(knowing)
    const answer = await fetch(toTicketing(request, env))
    try {
      const counting = countingOf(env, later)
      if (request.method === 'GET' && isPage(answer)) {
        const step = await Promise.race([knowing, late()])
        const order = step?.place && orderOf(pathname, step.place)
        if (order && env.EDGE_TOKEN) return await injectLink(answer, step, order, env.EDGE_TOKEN)
        if (!step?.place || pathname !== step.place.page) return answer
        return (await isShownTo(request, step, step.place, counting))
          ? inject(answer, step, step.place)
          : answer
      }
      // beside the answer, and nothing waits for it
      const follow = async (): Promise<void> => {
        const leads = await leadsTo(answer)
        const step = await knowing
        const order = step?.place && orderIn(request, leads, step.place)
        if (!step?.place || !order) return
        later(countFinished(request, step, step.place, counting))
        await tellOrder(request, env, step.place, order)
      }
      if (env.EDGE_TOKEN) later(follow())
    } catch {
      // the page as the ticketing made it
    }
    return answer
  },
} satisfies ExportedHandler<EdgeEnv>

const isPage = (answer: Response): boolean =>
  answer.status === 200 && (answer.headers.get('content-type')?.startsWith('text/html') ?? false)

const late = (): Promise<null> => new Promise((resolve) => setTimeout(resolve, DECIDED_WITHIN_MS, null))

/** The request as it came, which follows no redirect; behind a name that points at us, the ticketing is told which name people used. */
function toTicketing(request: Request, { TICKETING }: EdgeEnv): Request {
  if (!TICKETING) return request
  const { host, protocol, pathname, search } = new URL(request.url)
  // a path may begin with two strokes: read as an address, it would lead to another host
  const onward = new Request(Object.assign(new URL(TICKETING), { pathname, search }), request)
  onward.headers.set('x-forwarded-host', host)
  onward.headers.set('x-forwarded-proto', protocol.slice(0, -1))
  return onward
}
