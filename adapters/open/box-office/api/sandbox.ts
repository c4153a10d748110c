import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  sandboxAnnounce,
  sandboxBuy,
  sandboxCancelOrder,
  sandboxChangeGift,
  sandboxChangePerformance,
  sandboxCount,
  sandboxScan,
  sandboxSell,
} from '../../wire/routes-sandbox.ts'
import { OPTION } from '../booking-wire.ts'
import { cancelOrder, changeGift } from '../counter.ts'
import { scan, undoScan, unitRow } from '../door.ts'
import { FORMULAS } from '../formulas.ts'
import { change, type House, randomCode, Refused } from '../house.ts'
import { announce, cancelPerformance, move, performanceRow } from '../performances.ts'
import { count } from '../places.ts'
import { sell } from '../sales.ts'
import { addShow } from '../seed.ts'
import { shownStep } from '../step.ts'

export const TRIAL_SHOW = 'essai'

/** This box office is a demonstration: the runner may act in it as a buyer, the counter and the door. */
export function sandboxApi(api: OpenAPIHono, house: House): void {
  const counted = (id: string) => {
    const { show_id } = performanceRow(house, id)
    const { sold, free } = count(house.db, id)
    return { productId: show_id, optionId: OPTION, availabilityId: id, sold, free }
  }

  api.openapi(sandboxBuy, (c) => {
    const { cents } = c.req.valid('json')
    const step = shownStep(house)
    if (cents > 0 && !step) {
      throw new Refused(
        409,
        'UNPROCESSABLE_ENTITY',
        'Nobody has set the donation step: nothing can be given.',
      )
    }
    const consent = { title: step?.title.fr ?? '', language: 'fr', chosen: 'amount', preselected: false }
    const [subscription = null] = FORMULAS
    const orderId = change(house, () =>
      sell(house, { language: 'fr', subscription, gift: cents > 0 ? { cents, consent } : null, seats: [] }),
    )
    return c.json({ orderId }, 200)
  })

  api.openapi(sandboxChangeGift, (c) => {
    const { id } = c.req.valid('param')
    changeGift(house, id, c.req.valid('json').cents)
    return c.json({ orderId: id }, 200)
  })

  api.openapi(sandboxCancelOrder, (c) => {
    const { id } = c.req.valid('param')
    cancelOrder(house, id)
    return c.json({ orderId: id }, 200)
  })

  api.openapi(sandboxAnnounce, (c) => {
    const id = `essai-${randomCode(8).toLowerCase()}`
    change(house, () => {
      const trial = { title: 'Spectacle d’essai', about: 'Annoncé par un essai du contrat.' }
      addShow(house, TRIAL_SHOW, trial, {
        title: 'Trial show',
        about: 'Announced by a trial of the contract.',
      })
      announce(house, {
        id,
        show_id: TRIAL_SHOW,
        starts_at: new Date(house.now().getTime() + 60 * 24 * 3_600_000).toISOString(),
        minutes: 90,
        price_cents: 2_000,
        rows: [c.req.valid('json').units],
        numbered: false,
      })
    })
    return c.json(counted(id), 200)
  })

  api.openapi(sandboxCount, (c) => {
    const { availabilityId } = c.req.valid('param')
    return c.json(
      change(house, () => counted(availabilityId)),
      200,
    )
  })

  api.openapi(sandboxChangePerformance, (c) => {
    const { availabilityId } = c.req.valid('param')
    const { localDateTimeStart, acsStatus } = c.req.valid('json')
    if (localDateTimeStart) move(house, availabilityId, new Date(localDateTimeStart).toISOString())
    if (acsStatus === 'CANCELLED') cancelPerformance(house, availabilityId)
    return c.json(counted(availabilityId), 200)
  })

  api.openapi(sandboxSell, (c) => {
    const { availabilityId, units } = c.req.valid('json')
    const sold = change(house, () => {
      const wanted = units ?? count(house.db, performanceRow(house, availabilityId).id).free
      const seats = [{ performance_id: availabilityId, units: wanted }]
      if (wanted > 0) sell(house, { language: 'fr', subscription: null, gift: null, seats })
      return counted(availabilityId)
    })
    return c.json(sold, 200)
  })

  api.openapi(sandboxScan, (c) => {
    const { unitItemUuid, undo } = c.req.valid('json')
    const unit = unitRow(house, unitItemUuid)
    if (undo) undoScan(house, unit.id)
    else {
      const entry = scan(house, unit.performance_id, unit.code ?? '')
      if (entry.answer === 'already_entered') {
        throw new Refused(409, 'ALREADY_REDEEMED', `This ticket entered at ${entry.at}.`)
      }
      if (entry.answer !== 'entered') {
        throw new Refused(409, 'UNPROCESSABLE_ENTITY', `The door answers: ${entry.answer}.`)
      }
    }
    const { order_id, performance_id, redeemed_at } = unitRow(house, unit.id)
    return c.json(
      { orderId: order_id, unitItemUuid, availabilityId: performance_id, utcRedeemedAt: redeemed_at },
      200,
    )
  })
}
