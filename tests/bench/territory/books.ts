import { connect } from '../connection.ts'
import { CENTS } from './webhooks.ts'

/** Looks from outside whether all that was taken is there, once: a figure of what was lost would flatter us. */
export interface Books {
  checkStored(taken: number): Promise<void>
  checkPosted(taken: number): Promise<void>
  close(): Promise<void>
}

export async function keepBooks(owner_url: string): Promise<Books> {
  const database = await connect(owner_url)
  const { rows } = await database.query<{ stored: string }>('select count(*) as stored from inbox')
  const before = Number(rows[0]?.stored)

  async function compare(query: string, expected: Record<string, number>): Promise<void> {
    const [row = {}] = (await database.query<Record<string, string>>(query)).rows
    for (const [what, wanted] of Object.entries(expected)) {
      if (Number(row[what]) === wanted) continue
      throw new Error(
        `${what}: ${row[what]} in the database, ${wanted} were taken. The run ends here, for its figures mean nothing.`,
      )
    }
  }
  return {
    checkStored: (taken) => compare('select count(*) as stored from inbox', { stored: before + taken }),
    checkPosted: (taken) =>
      compare(
        `select (select count(*) from inbox where state = 'done') as done,
                (select count(*) from gift) as gifts, (select sum(posted_cents) from gift) as gift_cents,
                (select count(*) from entry where cause = 'gift') as entries,
                (select sum(amount) from posting where debit = 'receivable' and credit = 'fund') as posted_cents`,
        { done: taken, gifts: taken, entries: taken, gift_cents: taken * CENTS, posted_cents: taken * CENTS },
      ),
    close: () => database.end(),
  }
}
