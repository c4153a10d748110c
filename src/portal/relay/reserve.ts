import { ACCESS_NEEDS, type AccessNeed } from '../../../adapters/contract/index.ts'
import { reserve, waitForSeats } from '../../invitations/index.ts'
import type { Request } from '../../platform/http.ts'
import type { ProblemCode } from '../../platform/problems.ts'
import { countOf, formOf, keyAgain, refusalOf, visitor, type Form } from '../forms.ts'
import { goTo } from '../show.tsx'
import { relayWords } from '../words/relay.ts'
import { offerTo, showOffer } from './offer.tsx'

const MOST = 50

/** The form that books; sent twice, it is one reservation. */
export async function relayReserve(c: Request): Promise<Response> {
  const words = relayWords[c.get('language')]
  const form = await formOf(c)
  const invitation_id = c.req.param('id') ?? ''
  const guests = countOf(form.text('guests'))
  const companions = countOf(form.text('companions'), 0)
  const fields: Record<string, string> = {}
  if (guests === null || guests < 1) fields['guests'] = words.errors.guests
  if (companions === null) fields['companions'] = words.errors.companions
  if (guests === null || companions === null || Object.keys(fields).length > 0) {
    return again(c, form, { fields, status: 400, code: null })
  }
  if (guests + companions > MOST) return tooMany(c, form, 400)
  const access_needs = ACCESS_NEEDS.filter((need: AccessNeed) => form.all('access_needs').includes(need))
  try {
    const wish = { invitation_id, guests, companions, access_needs }
    const { id } = await reserve(c, wish, form.key)
    return goTo(c, `/relay/reservations/${id}`, 'booked')
  } catch (thrown) {
    const refused = refusalOf(c, thrown)
    if (refused.code === 'not_enough_seats' || refused.code === 'not_enough_credits') {
      return tooMany(c, form, refused.status)
    }
    return again(c, form, refused)
  }
}

/** The form of the waiting list. */
export async function relayWait(c: Request): Promise<Response> {
  const words = relayWords[c.get('language')]
  const form = await formOf(c)
  const seats = countOf(form.text('seats'))
  if (seats === null || seats < 1 || seats > MOST) {
    return again(c, form, { fields: { seats: words.errors.seats }, status: 400, code: null })
  }
  try {
    await waitForSeats(c, { invitation_id: c.req.param('id') ?? '', seats }, form.key)
    return goTo(c, '/relay', 'waiting')
  } catch (thrown) {
    return again(c, form, refusalOf(c, thrown))
  }
}

/** Fewer are left than were asked for: says how many, beside the field; when none is, that one may wait, if the form for it is there. */
async function tooMany(c: Request, form: Form, status: number): Promise<Response> {
  const { errors } = relayWords[c.get('language')]
  const asker = await visitor(c, 'relay')
  const { offer, waits } = await offerTo(c.get('ctx'), asker, c.req.param('id') ?? '')
  const refused =
    offer.bookable > 0
      ? { fields: { guests: errors.too_many(Math.min(offer.bookable, MOST)) } }
      : { fields: {}, message: waits ? errors.all_taken : `${errors.all_taken} ${errors.may_wait}` }
  return again(c, form, { ...refused, status, code: null })
}

/** The form once more, with what was typed and what to change. */
async function again(
  c: Request,
  form: Form,
  refused: { fields: Record<string, string>; message?: string; status: number; code: ProblemCode | null },
): Promise<Response> {
  const typed = {
    guests: form.text('guests'),
    companions: form.text('companions'),
    access_needs: form.all('access_needs'),
    seats: form.text('seats'),
    key: keyAgain(c, form, refused.code),
  }
  const { code: _, ...problem } = refused
  return showOffer(c, await visitor(c, 'relay'), typed, problem)
}
