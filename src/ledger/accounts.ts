import { z } from '@hono/zod-openapi'

/**
 * The accounts of a convention, in two units: EUR in integer cents, SEAT in whole seats. Every entry moves an amount
 * between two accounts of one unit, so it balances by its very form. No account's natural balance goes below zero.
 */
export const ACCOUNTS = {
  /** What holders (the structure's ticketing, or the donee's payment account) have taken in gifts, net of what they gave back. */
  receivable: { unit: 'EUR', side: 'debit', fr: 'Dons encaissés par le détenteur', en: 'Gifts held for ACS' },
  /** Cents given and not yet used: not enough for the next seat, or waiting for the next conversion. */
  fund: { unit: 'EUR', side: 'credit', fr: 'Fonds en attente', en: 'Fund, not yet converted' },
  /** The price of every seat opened and not yet due to the structure. */
  reserve: { unit: 'EUR', side: 'credit', fr: 'Réserve pour les places', en: 'Reserve for seats' },
  /** The price of seats issued (or used, where the convention says so). */
  due_to_structure: { unit: 'EUR', side: 'credit', fr: 'Dû à la structure', en: 'Due to the structure' },
  /** Cents past the planned seats: nothing happens to them before a decision of both. */
  surplus: { unit: 'EUR', side: 'credit', fr: 'Excédent à décider', en: 'Surplus, to be decided' },
  /** Surplus that both gave to managing invitations. */
  management: { unit: 'EUR', side: 'credit', fr: 'Gestion des invitations', en: 'Managing invitations' },
  /** What payment providers kept: a cost that nobody's gift is reduced by. */
  fees: { unit: 'EUR', side: 'debit', fr: 'Frais de paiement', en: 'Payment fees' },
  /** Contra of the fees: so much less than the gifts has reached their holders. */
  withheld: {
    unit: 'EUR',
    side: 'credit',
    fr: 'Retenu par les prestataires',
    en: 'Kept by payment providers',
  },
  /** What reductions took that no cent and no free credit was left to cover; later gifts fill it before anything else. */
  shortfall: { unit: 'EUR', side: 'debit', fr: 'Manque à combler', en: 'Shortfall' },
  /** Reductions of gifts that conversion has not worked on yet; zero after it. */
  taken_back: { unit: 'EUR', side: 'debit', fr: 'Dons repris, à imputer', en: 'Gifts taken back, in work' },
  /** Contra of all that follow: seats ever opened and still standing. */
  minted: { unit: 'SEAT', side: 'debit', fr: 'Places ouvertes', en: 'Seats opened' },
  /** Credits that a relay may reserve now. */
  available: { unit: 'SEAT', side: 'credit', fr: 'Places disponibles', en: 'Available' },
  /** Reserved; the venue is being asked. */
  held: { unit: 'SEAT', side: 'credit', fr: 'Places retenues', en: 'Held' },
  /** The ticket is there; a promise to a guest. */
  issued: { unit: 'SEAT', side: 'credit', fr: 'Billets émis', en: 'Issued' },
  /** Scanned at the door. */
  used: { unit: 'SEAT', side: 'credit', fr: 'Places utilisées', en: 'Used' },
  /** Not scanned by the end of the evening; provisional for some days. */
  unused: { unit: 'SEAT', side: 'credit', fr: 'Places non utilisées', en: 'Unused' },
} as const satisfies Record<string, AccountFacts>

interface AccountFacts {
  unit: Unit
  /** the side on which the account normally stands, and on which its natural balance is positive */
  side: 'debit' | 'credit'
  fr: string
  en: string
}
export const UNITS = ['EUR', 'SEAT'] as const
export type Unit = (typeof UNITS)[number]
export type Account = keyof typeof ACCOUNTS

export const ACCOUNT_NAMES = Object.keys(ACCOUNTS) as [Account, ...Account[]]

/** One account of a convention as the API shows it. */
export const Balance = z
  .object({
    account: z.enum(ACCOUNT_NAMES),
    unit: z.enum(UNITS).openapi({ description: 'EUR in cents, SEAT in seats' }),
    side: z.enum(['debit', 'credit']).openapi({ description: 'The side on which the balance stands' }),
    balance: z.int().openapi({ description: 'Cents or seats on that side; never below zero', example: 800 }),
  })
  .openapi('Balance')
export type Balance = z.infer<typeof Balance>

/** What one account was debited and credited since the beginning, in cents or seats. */
export interface Sums {
  account: Account
  debits: number
  credits: number
}

/** The balance on the account's own side, in cents or seats. */
export function naturalBalance({ account, debits, credits }: Sums): number {
  return ACCOUNTS[account].side === 'debit' ? debits - credits : credits - debits
}

/** Every account of a convention, those without a posting at zero, in the order of this file. */
export function balanceSheet(sums: readonly Sums[]): Balance[] {
  return ACCOUNT_NAMES.map((account) => {
    const { unit, side } = ACCOUNTS[account]
    const known = sums.find((sum) => sum.account === account) ?? { account, debits: 0, credits: 0 }
    return { account, unit, side, balance: naturalBalance(known) }
  })
}

/** What debits exceed credits by in each unit: zero, or the books are wrong. */
export function imbalance(sums: readonly Sums[]): Record<Unit, number> {
  const of = (unit: Unit) =>
    sums
      .filter((sum) => ACCOUNTS[sum.account].unit === unit)
      .reduce((total, sum) => total + sum.debits - sum.credits, 0)
  return { EUR: of('EUR'), SEAT: of('SEAT') }
}
