import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { first } from '../database.ts'
import { type Entry, scan, undoScan } from '../door.ts'
import type { House } from '../house.ts'
import { allPerformances, performanceRow } from '../performances.ts'
import { type Speech, speech } from './language.ts'
import { type Html, layout, note } from './layout.ts'
import { titleOf } from './season.ts'

/** The door: a code is typed (or read by a scanner that types it) and the answer is plain. */
export function doorPages(app: Hono, house: House): void {
  app.get('/porte', (c) => {
    const say = speech(c)
    const { t, to, date } = say
    const content = html`<p>${t.door_intro}</p>
      <ul class="list">
        ${allPerformances(house).map(
          (one) =>
            html`<li>
              <a href="${to(`/porte/${one.id}`)}">${titleOf(say, one)}</a>, ${date(one.starts_at)}
            </li>`,
        )}
      </ul>`
    return c.html(layout(say, t.door, content))
  })

  app.get('/porte/:performance', (c) => c.html(doorPage(c, house, '')))

  app.post('/porte/:performance', async (c) => {
    const form = await c.req.formData()
    const say = speech(c)
    const undo = form.get('undo')
    if (typeof undo === 'string') {
      undoScan(house, undo)
      return c.html(doorPage(c, house, note('good', say.t.undone, '')))
    }
    const code = form.get('code')
    const entry = scan(house, c.req.param('performance'), typeof code === 'string' ? code : '')
    return c.html(doorPage(c, house, answer(house, say, c.req.param('performance'), entry)))
  })
}

function doorPage(c: Context, house: House, said: Html | '') {
  const say = speech(c)
  const { t, to, date } = say
  const one = performanceRow(house, c.req.param('performance') ?? '')
  const entered = first<{ entered: number }>(
    house.db,
    'select count(*) as entered from units where performance_id = ? and redeemed_at is not null',
    one.id,
  )
  const content = html`${said}
    <p>${date(one.starts_at)}. ${t.entered(entered?.entered ?? 0)}</p>
    <form method="post" action="${to(`/porte/${one.id}`)}">
      <div class="field">
        <label for="code">${t.code}</label>
        <input
          type="text"
          id="code"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          required
        />
      </div>
      <button class="main">${t.check}</button>
    </form>`
  return layout(say, `${t.door}${t.colon} ${titleOf(say, one)}`, content)
}

function answer(house: House, { t, to, clock, ...say }: Speech, performance: string, entry: Entry): Html {
  const words = t.door_answers[entry.answer]
  if (entry.answer === 'unknown') return note('warn', words, '')
  const { unit } = entry
  const seat = unit.seat === null ? t.free_seating : t.seat(unit.seat)
  const where =
    entry.answer === 'other_performance'
      ? titleOf({ t, to, clock, ...say }, performanceRow(house, unit.performance_id))
      : entry.answer === 'already_entered'
        ? clock(entry.at)
        : seat
  return html`${note(entry.answer === 'entered' ? 'good' : 'warn', words, where)}
  ${
    entry.answer === 'entered' || entry.answer === 'already_entered'
      ? html`<form class="actions" method="post" action="${to(`/porte/${performance}`)}">
          <button name="undo" value="${unit.id}">${t.undo}</button>
        </form>`
      : ''
  }`
}
