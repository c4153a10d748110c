import { ACCOUNTS, type Account } from '../ledger/index.ts'
import { dictionary, type Language } from '../platform/languages.ts'
import type { Difference, DifferenceKind } from './difference.ts'

/** What the place of a difference is the name of; a kind that is not here tells a total by its own name. */
const ROWS: Partial<Record<DifferenceKind, keyof Rows>> = {
  entry_empty: 'entry',
  posting_alone: 'posting',
  posting_elsewhere: 'posting',
  gift_unposted: 'gift',
  gift_inflows: 'gift',
  inflow_alone: 'gift',
  gift_entries: 'gift',
  entry_alone: 'gift',
  line_in: 'inflow',
  line_out: 'outflow',
  credit_cents: 'credit',
  seat_credit: 'seat',
  seat_reservation: 'seat',
  credit_seat: 'credit',
  seats_left: 'invitation',
  attempt: 'reservation',
  decision: 'decision',
  gift_not_here: 'gift',
  gift_not_there: 'gift',
  gift_differs: 'gift',
  booking_not_here: 'order',
  booking_not_there: 'order',
  booking_differs: 'order',
  booking_twice: 'reservation',
}
type Rows = typeof words.fr.rows

const words = dictionary({
  fr: {
    rows: {
      entry: 'opération',
      posting: 'écriture',
      gift: 'don',
      inflow: 'entrée',
      outflow: 'sortie au centime',
      credit: 'crédit n°',
      seat: 'place',
      invitation: 'invitation',
      reservation: 'réservation',
      decision: 'décision',
      order: 'commande',
    },
    totals: {
      debits: 'débits',
      credits: 'crédits',
      gifts: 'dons',
      numbers: 'numéros donnés',
      'last number': 'dernier numéro',
      back: 'rendues ou relâchées',
      ticketed: 'billets remis',
      gift_cents: 'montant des dons',
      credits_opened: 'places ouvertes par les dons',
      passed_over: 'entrées laissées de côté avant leur conversion',
      fund_cents_left: 'en attente de la prochaine place',
      reserved: 'places réservées',
      given_back: 'places rendues',
      surplus_cents: 'excédent',
      shortfall_cents: 'manque',
    },
  },
  en: {
    rows: {
      entry: 'entry',
      posting: 'posting',
      gift: 'gift',
      inflow: 'inflow',
      outflow: 'outflow at cent',
      credit: 'credit no.',
      seat: 'seat',
      invitation: 'invitation',
      reservation: 'reservation',
      decision: 'decision',
      order: 'order',
    },
    totals: {
      debits: 'debits',
      credits: 'credits',
      gifts: 'gifts',
      numbers: 'numbers given',
      'last number': 'last number',
      back: 'given back or let go',
      ticketed: 'tickets handed out',
      gift_cents: 'amount of the gifts',
      credits_opened: 'seats opened by gifts',
      passed_over: 'inflows passed over before their conversion',
      fund_cents_left: 'waiting for the next seat',
      reserved: 'seats reserved',
      given_back: 'seats given back',
      surplus_cents: 'surplus',
      shortfall_cents: 'shortfall',
    },
  },
})

/** The row or the total of a difference, as a person reads it. */
export function sayPlace({ kind, place }: Pick<Difference, 'kind' | 'place'>, language: Language): string {
  const { rows, totals } = words[language]
  const row = ROWS[kind]
  if (row) return `${rows[row]} ${place}`
  const total = (name: string): string =>
    Object.hasOwn(ACCOUNTS, name)
      ? ACCOUNTS[name as Account][language]
      : (totals[name as keyof typeof totals] ?? name)
  if (Object.hasOwn(totals, place)) return total(place)
  return place.split(' ').map(total).join(', ')
}
