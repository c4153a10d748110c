import type { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Step } from '../../wire/acs.ts'
import {
  deleteStep,
  deleteWebhook,
  getStep,
  getWebhook,
  putAllotment,
  putStep,
  putWebhook,
} from '../../wire/routes-acs.ts'
import { allotmentOf } from '../booking-rows.ts'
import { OPTION } from '../booking-wire.ts'
import { run } from '../database.ts'
import { change, found, type House, instant, Refused } from '../house.ts'
import { registration } from '../outbox.ts'
import { performanceRow } from '../performances.ts'
import { count, keepAside } from '../places.ts'
import { shownStep } from '../step.ts'

/** What the other side sets up: the donation step, its webhook, the seats kept aside. */
export function settingRoutes(api: OpenAPIHono, house: House): void {
  api.openapi(putStep, (c) => {
    const { title, description } = c.req.valid('json')
    run(
      house.db,
      `insert or replace into step (only, title_fr, title_en, description_fr, description_en, since)
       values (1, ?, ?, ?, ?, coalesce((select since from step), ?))`,
      title.fr,
      title.en,
      description.fr,
      description.en,
      instant(house),
    )
    return c.json(stepNow(house), 200)
  })
  api.openapi(getStep, (c) => c.json(stepNow(house), 200))
  api.openapi(deleteStep, (c) => {
    run(house.db, 'delete from step')
    return c.body(null, 204)
  })

  api.openapi(putWebhook, (c) => {
    const { url, secret, events } = c.req.valid('json')
    run(
      house.db,
      'insert or replace into webhook (only, url, secret, events, updated_at) values (1, ?, ?, ?, ?)',
      url,
      secret,
      events.join(' '),
      instant(house),
    )
    return c.json(webhookNow(house), 200)
  })
  api.openapi(getWebhook, (c) => c.json(webhookNow(house), 200))
  api.openapi(deleteWebhook, (c) => {
    run(house.db, 'delete from webhook')
    run(
      house.db,
      "update outbox set next_ms = null, last_error = 'the registration was taken back' where next_ms is not null",
    )
    return c.body(null, 204)
  })

  api.openapi(putAllotment, (c) => {
    const { availabilityId } = c.req.valid('param')
    const { productId, optionId, units } = c.req.valid('json')
    const allotment = change(house, () => {
      const { show_id, status, id } = performanceRow(house, availabilityId)
      if (show_id !== productId || optionId !== OPTION) {
        throw new Refused(400, 'INVALID_PRODUCT_ID', `${productId} is not what is played then.`)
      }
      if (status === 'cancelled' && units > 0) {
        throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'This performance was cancelled.')
      }
      keepAside(house.db, id, units)
      const { kept_aside, kept_aside_taken, free } = count(house.db, id)
      return { id: allotmentOf(id), units: kept_aside, unitsBooked: kept_aside_taken, vacancies: free }
    })
    return c.json({ ...allotment, availabilityId }, 200)
  })
}

function stepNow(house: House): z.infer<typeof Step> {
  const { title, description } = found(shownStep(house) ?? undefined, 'A donation step')
  return { title, description }
}

function webhookNow(house: House) {
  const { url, events, updated_at } = found(registration(house), 'A webhook')
  return { url, events: events.split(' '), utcUpdatedAt: updated_at }
}
