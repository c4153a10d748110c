import { newRoutes } from '../platform/routes.ts'
import { invitationsRoutes } from './routes-invitations.ts'
import { performanceRoutes } from './routes-performances.ts'
import { reservationRoutes } from './routes-reservations.ts'
import { ticketRoutes } from './routes-tickets.ts'
import { waitingRoutes } from './routes-waiting.ts'

/** Everything of an invitation, from the performance on offer to the ticket. */
export const invitationRoutes = newRoutes()
invitationRoutes.route('/', performanceRoutes)
invitationRoutes.route('/', invitationsRoutes)
invitationRoutes.route('/', reservationRoutes)
invitationRoutes.route('/', ticketRoutes)
invitationRoutes.route('/', waitingRoutes)
