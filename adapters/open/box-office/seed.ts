import { first, run } from './database.ts'
import { change, type House } from './house.ts'
import { fromLocal } from './paris.ts'
import { announce } from './performances.ts'
import { sell } from './sales.ts'
import { firstYear, SEASON } from './season.ts'

/** Fills an empty box office with the demonstration season; one that has a season keeps it. */
export function seed(house: House): void {
  if (first(house.db, 'select 1 from shows limit 1')) return
  const year = firstYear(house.now())
  change(house, () => {
    for (const show of SEASON) {
      addShow(house, show.id, show.fr, show.en)
      for (const { id, month, day, time } of show.dates) {
        const two = (value: number): string => String(value).padStart(2, '0')
        const starts_at = fromLocal(`${month >= 10 ? year : year + 1}-${two(month)}-${two(day)}T${time}`)
        if (starts_at === null) throw new Error(`${show.id} has no such date`)
        const { minutes, price_cents, rows, numbered } = show
        announce(house, { id, show_id: show.id, starts_at, minutes, price_cents, rows, numbered })
        // The public buys in twos and threes, as it does.
        for (let left = show.sold; left > 0; left -= 3) {
          const seats = [{ performance_id: id, units: Math.min(left, 3) }]
          sell(house, { language: 'fr', subscription: null, gift: null, seats })
        }
      }
    }
  })
}

export function addShow(
  house: House,
  id: string,
  fr: { title: string; about: string },
  en: { title: string; about: string },
): void {
  run(
    house.db,
    `insert into shows (id, title_fr, title_en, about_fr, about_en) values (?, ?, ?, ?, ?)
     on conflict (id) do nothing`,
    id,
    fr.title,
    en.title,
    fr.about,
    en.about,
  )
}
