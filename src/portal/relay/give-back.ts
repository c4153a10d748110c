import { answerTurn, giveBack, leaveWaiting } from '../../invitations/index.ts'
import type { Request } from '../../platform/http.ts'
import { formOf, keyAgain, refusalOf, visitor } from '../forms.ts'
import { goTo } from '../show.tsx'
import { relayWords } from '../words/relay.ts'
import { showReservation } from './reservation.tsx'

/** The seats that were ticked go back; with "all seats", all of them. */
export async function relayGiveBack(c: Request): Promise<Response> {
  const form = await formOf(c)
  const id = c.req.param('id') ?? ''
  const seat_ids = form.uuids('seat_ids')
  const all = form.all('seat_ids').includes('all')
  if (!all && seat_ids.length === 0) {
    const fields = { seat_ids: relayWords[c.get('language')].errors.none_checked }
    return showReservation(c, await visitor(c, 'relay'), keyAgain(c, form, null), { fields, status: 400 })
  }
  try {
    await giveBack(c, id, all ? null : seat_ids, form.key)
    return goTo(c, `/relay/reservations/${id}`, 'given_back')
  } catch (thrown) {
    const refused = refusalOf(c, thrown)
    return showReservation(c, await visitor(c, 'relay'), keyAgain(c, form, refused.code), refused)
  }
}

/** Yes or no to seats that came free. */
export async function relayAnswer(c: Request): Promise<Response> {
  const form = await formOf(c)
  const id = c.req.param('id') ?? ''
  const answer = form.text('answer')
  if (answer !== 'yes' && answer !== 'no') return goTo(c, `/relay/reservations/${id}`)
  const accept = answer === 'yes'
  try {
    await answerTurn(c, id, accept, form.key)
    return accept ? goTo(c, `/relay/reservations/${id}`, 'accepted') : goTo(c, '/relay', 'declined')
  } catch (thrown) {
    const refused = refusalOf(c, thrown)
    return showReservation(c, await visitor(c, 'relay'), keyAgain(c, form, refused.code), refused)
  }
}

/** Waits no longer. */
export async function relayLeave(c: Request): Promise<Response> {
  const form = await formOf(c)
  await leaveWaiting(c, c.req.param('id') ?? '', form.key)
  return goTo(c, '/relay', 'left_list')
}
