import { conventionRoutes } from './conventions/index.ts'
import { frameOf } from './frame.ts'
import { frontRoutes } from './front.ts'
import { giftRoutes } from './gifts/index.ts'
import { setAsideRoutes } from './hooks/index.ts'
import { invitationRoutes } from './invitations/index.ts'
import { ledgerRoutes } from './ledger/index.ts'
import { peopleRoutes } from './people/index.ts'
import type { Context } from './platform/context.ts'
import { describeApi } from './platform/document.ts'
import type { Env } from './platform/env.ts'
import { answerProblem, readsPages, type Request } from './platform/http.ts'
import { Problem } from './platform/problems.ts'
import { newRoutes } from './platform/routes.ts'
import { notFoundPage, portalRoutes, problemPage } from './portal/index.ts'
import { stepRoutes } from './step/index.ts'

const rooms = [
  setAsideRoutes,
  peopleRoutes,
  conventionRoutes,
  giftRoutes,
  ledgerRoutes,
  invitationRoutes,
  stepRoutes,
  portalRoutes,
]

const wantsPage = (c: Request): boolean => !c.req.path.startsWith('/v1/') && readsPages(c.req.raw.headers)

/** The front's and all rooms' routes behind one frame. @param contextOf makes what a request may touch; a test hands in its own */
export function createApp(contextOf: (env: Env) => Context) {
  const app = newRoutes()
  app.onError((thrown, c) => (wantsPage(c) ? problemPage(thrown, c) : answerProblem(thrown, c)))
  app.notFound((c) =>
    wantsPage(c) ? notFoundPage(c) : answerProblem(new Problem('not_found', { path: c.req.path }), c),
  )
  app.route('/', frameOf(contextOf))
  app.route('/', frontRoutes)
  for (const room of rooms) app.route('/', room)
  describeApi(app)
  return app
}
