import type { Contender, Open, Place, Skipped } from '../../contender.ts'
import { checkArrived } from '../arrived.ts'
import { type Opened, openOrSkip } from '../open-or-skip.ts'
import { buildCala } from './build.ts'
import { launchCala } from './process.ts'

/** as Cargo.toml pins it */
export const CALA_VERSION = '0.33.3'
const ACCOUNTS = 10_000
const ACCOUNTS_QUICK = 1_000

type Load = 'cold' | 'hot'
interface Round {
  posted: number
  elapsed_ms: number
  transactions: number
  postings: number
}

/** cala-ledger in a process of its own, each event between two of many accounts. */
export const openCala: Open = (place) => openLoad(place, 'cold')
/** The same with every event to one account. */
export const openCalaHot: Open = (place) => openLoad(place, 'hot')

function openLoad(place: Place, load: Load): Promise<Contender | Skipped> {
  const name = `cala-ledger ${CALA_VERSION}, ${load}`
  return openOrSkip(name, () => open(name, place, load))
}

async function open(name: string, place: Place, load: Load): Promise<Opened> {
  const cala = launchCala(await buildCala(place.quick), {
    DATABASE_URL: await place.database_url(),
    CLIENTS: String(place.clients),
    ACCOUNTS: String(place.quick ? ACCOUNTS_QUICK : ACCOUNTS),
    LOAD: load,
  })
  const { accounts } = await cala.ask<{ accounts: number }>()
  const among = accounts.toLocaleString('en')
  let taken = 0
  return {
    does:
      load === 'cold'
        ? `one transaction of two postings, between two of ${among} accounts, in Rust`
        : `the same from one of ${among} accounts to always the same one`,
    async round(duration_ms) {
      const round = await cala.ask<Round>(String(Math.round(duration_ms)))
      taken += round.posted
      checkArrived(name, taken, round.transactions, 'transactions')
      checkArrived(name, taken * 2, round.postings, 'postings')
      return (round.posted / round.elapsed_ms) * 1000
    },
    stop: () => cala.stop(),
  }
}
