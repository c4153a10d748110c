import { etag } from 'hono/etag'
import type { Request } from '../platform/http.ts'
import { newRoutes } from '../platform/routes.ts'
import { ICON } from '../platform/page.tsx'
import { STYLE } from '../platform/page-style.ts'
import { approveOnPage } from './approvals/approve.ts'
import { keepLanguage, limitForms, ownForms } from './frame.tsx'
import { closeOnPage, giveBackOnPage, replayOnPage, resumeOnPage } from './operator/actions.ts'
import { operatorHome } from './operator/home.tsx'
import { outboxPage } from './operator/outbox.tsx'
import { problemPage } from './problem-page.tsx'
import { publicPage } from './public.tsx'
import { relayAnswer, relayGiveBack, relayLeave } from './relay/give-back.ts'
import { relayHome } from './relay/home.tsx'
import { relayOffer } from './relay/offer.tsx'
import { relayPast } from './relay/past.tsx'
import { relayReservation } from './relay/reservation.tsx'
import { relayReserve, relayWait } from './relay/reserve.ts'
import { signIn, signInPage, signOut } from './sign-in/sign-in.tsx'
import { structureHome } from './structure/home.tsx'

/** Every page is server-rendered and whole without scripts; what it changes goes through the same verbs as the API. */
export const portalRoutes = newRoutes()
portalRoutes.onError((thrown, c) => problemPage(thrown, c))

const ID = ':id{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}'
/** Named one by one: the API beside them has a frame of its own. */
for (const path of [
  '/',
  '/sign-in',
  '/sign-out',
  '/approvals/*',
  '/relay/*',
  '/operator/*',
  '/structure/*',
]) {
  portalRoutes.use(path, keepLanguage, limitForms, ownForms)
}

portalRoutes.get('/', (c) => publicPage(c))
portalRoutes.get('/sign-in', (c) => signInPage(c))
portalRoutes.post('/sign-in', (c) => signIn(c))
portalRoutes.post('/sign-out', (c) => signOut(c))

portalRoutes.get('/relay', (c) => relayHome(c))
portalRoutes.get('/relay/past', (c) => relayPast(c))
portalRoutes.get(`/relay/invitations/${ID}`, (c) => relayOffer(c))
portalRoutes.post(`/relay/invitations/${ID}/reserve`, (c) => relayReserve(c))
portalRoutes.post(`/relay/invitations/${ID}/wait`, (c) => relayWait(c))
portalRoutes.get(`/relay/reservations/${ID}`, (c) => relayReservation(c))
portalRoutes.post(`/relay/reservations/${ID}/give-back`, (c) => relayGiveBack(c))
portalRoutes.post(`/relay/reservations/${ID}/answer`, (c) => relayAnswer(c))

portalRoutes.post(`/relay/waiting/${ID}/leave`, (c) => relayLeave(c))

portalRoutes.get('/operator', (c) => operatorHome(c))
portalRoutes.get('/operator/outbox', (c) => outboxPage(c))
portalRoutes.post(`/operator/webhooks/${ID}/replay`, (c) => replayOnPage(c))
portalRoutes.post(`/operator/evenings/${ID}/close`, (c) => closeOnPage(c))
portalRoutes.post(`/operator/reservations/${ID}/resume`, (c) => resumeOnPage(c))
portalRoutes.post(`/operator/reservations/${ID}/give-back`, (c) => giveBackOnPage(c))

portalRoutes.get('/structure', (c) => structureHome(c))
portalRoutes.post(`/approvals/:subject{version|surplus|invitation}/${ID}`, (c) => approveOnPage(c))

// Someone who reloads the answer to a form, or comes back to its address: the page where the form is.
const toTheForm = (c: Request) => c.redirect(c.req.path.replace(/\/[^/]+$/, ''), 303)
for (const verb of ['reserve', 'wait']) portalRoutes.get(`/relay/invitations/${ID}/${verb}`, toTheForm)
for (const verb of ['give-back', 'answer']) portalRoutes.get(`/relay/reservations/${ID}/${verb}`, toTheForm)
for (const path of ['/operator/:what/*']) portalRoutes.get(path, (c) => c.redirect('/operator', 303))
portalRoutes.get('/approvals/*', (c) => c.redirect('/sign-in', 303))
portalRoutes.get('/sign-out', (c) => c.redirect('/sign-in', 303))

const asset = (text: string, type: string) => () =>
  new Response(text, {
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
  })
portalRoutes.get('/style.css', etag(), asset(STYLE, 'text/css; charset=utf-8'))
portalRoutes.get('/icon.svg', etag(), asset(ICON, 'image/svg+xml'))
