import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { parseAmount } from '../amount.ts'
import { cancelLine, cancelOrder, changeGift } from '../counter.ts'
import { all, first } from '../database.ts'
import { found, type House, Refused } from '../house.ts'
import { linesOf, orderRow, unitsOf } from '../orders.ts'
import type { OrderRow } from '../rows.ts'
import { fromLocal, localIso } from '../paris.ts'
import { cancelPerformance, move, performanceRow } from '../performances.ts'
import { count } from '../places.ts'
import { type Speech, speech } from './language.ts'
import { type Html, layout, note } from './layout.ts'
import { seasonOf, titleOf } from './season.ts'

/** The counter of the demonstration: what the venue's staff would do in its ticketing. */
export function counterPages(app: Hono, house: House): void {
  const back = (c: Context, path: string) => c.redirect(withDone(speech(c).to(path)), 303)
  const text = async (c: Context, name: string): Promise<string> => {
    const value = (await c.req.formData()).get(name)
    return typeof value === 'string' ? value : ''
  }

  app.get('/guichet', (c) => {
    const asked = (c.req.query('commande') ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
    const say = speech(c)
    if (asked !== '' && orderRow(house, asked)) return c.redirect(say.to(`/guichet/commandes/${asked}`), 303)
    return c.html(layout(say, say.t.counter, overview(house, say)))
  })

  app.get('/guichet/commandes/:code', (c) => {
    const say = speech(c)
    const order = found(orderRow(house, c.req.param('code')), 'This order')
    return c.html(layout(say, say.t.order(order.code), orderDesk(house, say, order, done(c))))
  })
  app.post('/guichet/commandes/:code/lignes/:line/annuler', (c) => {
    cancelLine(house, c.req.param('code'), c.req.param('line'))
    return back(c, `/guichet/commandes/${c.req.param('code')}`)
  })
  app.post('/guichet/commandes/:code/don', async (c) => {
    const amount = parseAmount(await text(c, 'amount'))
    if ('problem' in amount) throw new Refused(400, 'BAD_REQUEST', speech(c).t.problems[amount.problem])
    changeGift(house, c.req.param('code'), amount.cents)
    return back(c, `/guichet/commandes/${c.req.param('code')}`)
  })
  app.post('/guichet/commandes/:code/annuler', (c) => {
    cancelOrder(house, c.req.param('code'))
    return back(c, `/guichet/commandes/${c.req.param('code')}`)
  })

  app.get('/guichet/representations/:id', (c) => {
    const say = speech(c)
    const one = performanceRow(house, c.req.param('id'))
    return c.html(layout(say, titleOf(say, one), performanceDesk(house, say, one.id, done(c))))
  })
  app.post('/guichet/representations/:id/annuler', (c) => {
    cancelPerformance(house, c.req.param('id'))
    return back(c, `/guichet/representations/${c.req.param('id')}`)
  })
  app.post('/guichet/representations/:id/deplacer', async (c) => {
    const starts_at = fromLocal(await text(c, 'starts_at'))
    if (starts_at === null) throw new Refused(400, 'BAD_REQUEST', speech(c).t.new_date)
    move(house, c.req.param('id'), starts_at)
    return back(c, `/guichet/representations/${c.req.param('id')}`)
  })
}

const withDone = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}fait=1`
const done = (c: Context): boolean => c.req.query('fait') === '1'

function overview(house: House, say: Speech): Html {
  const { t, to, language, date, clock } = say
  const orders = all<OrderRow>(
    house.db,
    'select * from orders order by changed_seq desc, rowid desc limit 30',
  )
  const outbox = first<{ waiting: number; failed: number }>(
    house.db,
    `select coalesce(sum(next_ms is not null), 0) as waiting,
       coalesce(sum(next_ms is null and delivered_at is null), 0) as failed from outbox`,
  )
  return html`<p>${t.counter_intro}</p>
    <form method="get" action="/guichet">
      ${language === 'en' ? html`<input type="hidden" name="lang" value="en" />` : ''}
      <div class="field">
        <label for="commande">${t.find_order}</label>
        <input type="text" id="commande" name="commande" autocomplete="off" />
      </div>
      <button>${t.find}</button>
    </form>
    <h2>${t.performances}</h2>
    <ul class="list">
      ${seasonOf(house).map((one) => {
        const { sold, free, kept_aside, kept_aside_taken } = count(house.db, one.id)
        return html`<li>
          <a href="${to(`/guichet/representations/${one.id}`)}">${titleOf(say, one)}</a>,
          ${date(one.starts_at)}
          <p class="pale">
            ${one.status === 'cancelled' ? `${t.cancelled}. ` : ''}${t.counts(sold, kept_aside - kept_aside_taken, free)}
          </p>
        </li>`
      })}
    </ul>
    <h2>${t.orders}</h2>
    <ul class="list">
      ${orders.map(
        (order) =>
          html`<li>
            <a href="${to(`/guichet/commandes/${order.code}`)}">${order.code}</a>
            <span class="pale"
              >${t.kinds[order.kind]}, ${t.states[order.status]}, ${clock(order.created_at)}</span
            >
          </li>`,
      )}
    </ul>
    <h2>${t.outbox}</h2>
    <p>${t.outbox_count(outbox?.waiting ?? 0, outbox?.failed ?? 0)}</p>`
}

function orderDesk(house: House, say: Speech, order: OrderRow, was_done: boolean): Html {
  const { t, to, language, money } = say
  const desk = `/guichet/commandes/${order.code}`
  const lines = linesOf(house, order.id)
  const gift = lines.find((line) => line.kind === 'gift' && line.cancelled_at === null)
  const label = (line: (typeof lines)[number]): string => (language === 'fr' ? line.label_fr : line.label_en)
  const valid = unitsOf(house, order.id).filter((unit) => unit.status === 'valid').length
  return html`${was_done ? note('good', t.done, '') : ''}
    <p>
      ${t.kinds[order.kind]}, ${t.states[order.status]} ·
      <a href="${to(`/commande/${order.code}`)}">${t.order_tickets}</a> (${valid})
    </p>
    <ul class="list">
      ${lines.map(
        (line) =>
          html`<li class="row">
            <span
              >${label(line)}${t.colon}
              ${line.cancelled_at === null ? money(line.paid_cents) : t.line_cancelled}</span
            >
            ${
              line.cancelled_at === null
                ? html`<form method="post" action="${to(`${desk}/lignes/${line.id}/annuler`)}">
                    <button>${t.cancel_line(label(line))}</button>
                  </form>`
                : ''
            }
          </li>`,
      )}
    </ul>
    ${
      gift
        ? html`<form method="post" action="${to(`${desk}/don`)}">
            <div class="field actions">
              <label for="amount">${t.new_gift}</label>
              <input type="text" id="amount" name="amount" inputmode="decimal" autocomplete="off" />
            </div>
            <button>${t.save}</button>
          </form>`
        : ''
    }
    ${
      order.status === 'confirmed'
        ? html`<form class="actions" method="post" action="${to(`${desk}/annuler`)}">
            <button>${t.cancel_order}</button>
          </form>`
        : ''
    }`
}

function performanceDesk(house: House, say: Speech, id: string, was_done: boolean): Html {
  const { t, to, date } = say
  const one = performanceRow(house, id)
  const { sold, free, kept_aside, kept_aside_taken } = count(house.db, id)
  const desk = `/guichet/representations/${id}`
  const open = html`<form method="post" action="${to(`${desk}/deplacer`)}">
      <div class="field">
        <label for="starts_at">${t.new_date}</label>
        <input
          type="datetime-local"
          id="starts_at"
          name="starts_at"
          required
          value="${localIso(one.starts_at).slice(0, 16)}"
        />
      </div>
      <button>${t.move}</button>
    </form>
    <form class="actions" method="post" action="${to(`${desk}/annuler`)}">
      <button>${t.cancel_performance}</button>
    </form>`
  return html`${was_done ? note('good', t.done, '') : ''}
    <p>${date(one.starts_at)}. ${t.counts(sold, kept_aside - kept_aside_taken, free)}</p>
    ${one.status === 'cancelled' ? note('warn', t.cancelled, '') : open}`
}
