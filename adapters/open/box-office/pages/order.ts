import type { Hono } from 'hono'
import { html } from 'hono/html'
import { found, type House } from '../house.ts'
import { linesOf, orderRow, unitsOf } from '../orders.ts'
import type { OrderRow, UnitRow } from '../rows.ts'
import { performanceRow } from '../performances.ts'
import { ticketPdf } from '../ticket-pdf.ts'
import { type Speech, speech } from './language.ts'
import { type Html, layout, note } from './layout.ts'
import { titleOf } from './season.ts'

const PDF = { 'content-type': 'application/pdf', 'content-disposition': 'inline' }

/** An order as its owner sees it, with the tickets. The address, which nobody can guess, is the key. */
export function orderPages(app: Hono, house: House): void {
  const orderAt = (code: string): OrderRow => found(orderRow(house, code), 'This order')

  app.get('/commande/:code', (c) => {
    const say = speech(c)
    const order = orderAt(c.req.param('code'))
    return c.html(layout(say, say.t.order(order.code), orderContent(house, say, order)))
  })

  app.get('/commande/:code/billets.pdf', async (c) => {
    const order = orderAt(c.req.param('code'))
    const codes = unitsOf(house, order.id).flatMap(({ code, status }) =>
      code && status === 'valid' ? [code] : [],
    )
    found(codes[0], 'A valid ticket')
    return c.body(await ticketPdf(house, codes), 200, PDF)
  })

  app.get('/billets/:file', async (c) => {
    const code = c.req.param('file').replace(/\.pdf$/, '')
    return c.body(await ticketPdf(house, [code]), 200, PDF)
  })
}

function orderContent(house: House, say: Speech, order: OrderRow): Html {
  const { t, language, money } = say
  const units = unitsOf(house, order.id)
  const lines = linesOf(house, order.id)
  return html`${
    order.status === 'cancelled'
      ? note('warn', t.order_cancelled, '')
      : html`<p>${order.kind === 'sale' ? t.order_thanks : t.order_invitation}</p>`
  }
  ${
    lines.length > 0
      ? html`<ul class="list">
          ${lines.map(
            (line) =>
              html`<li class="row">
                <span>${language === 'fr' ? line.label_fr : line.label_en}</span>
                <span>${line.cancelled_at === null ? money(line.paid_cents) : t.line_cancelled}</span>
              </li>`,
          )}
        </ul>`
      : ''
  }
  ${
    units.length > 0
      ? html`<h2>${t.order_tickets}</h2>
          <ul class="list">
            ${units.map((unit) => ticketLine(house, say, unit))}
          </ul>`
      : ''
  }
  ${
    units.some(({ status }) => status === 'valid')
      ? html`<p class="actions">
          <a class="button main" href="/commande/${order.code}/billets.pdf">${t.all_tickets}</a>
        </p>`
      : ''
  }`
}

function ticketLine(house: House, say: Speech, unit: UnitRow): Html {
  const { t, date, clock } = say
  const one = performanceRow(house, unit.performance_id)
  const state =
    unit.status !== 'valid'
      ? html`<span>${t.ticket_cancelled}</span>`
      : html`<span>
          ${unit.redeemed_at === null ? '' : html`${t.ticket_used(clock(unit.redeemed_at))} · `}
          <a href="/billets/${unit.code}.pdf">${t.ticket}</a>
        </span>`
  return html`<li class="row">
    <div>
      <strong>${titleOf(say, one)}</strong>
      <p>${date(one.starts_at)} · ${unit.seat === null ? t.free_seating : t.seat(unit.seat)}</p>
      ${unit.status === 'valid' ? html`<p class="pale">${t.code}${t.colon} <code>${unit.code}</code></p>` : ''}
    </div>
    ${state}
  </li>`
}
