import { createAdaptorServer } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { boxOfficeApp } from './app.ts'
import { openDatabase } from './database.ts'
import { makeFaults } from './faults.ts'
import type { House } from './house.ts'
import { RETRIES_MS } from './outbox.ts'
import { postman } from './postman.ts'
import { seed } from './seed.ts'

export interface BoxOfficeOptions {
  /** 0: any that is free */
  port: number
  /** where its one file is kept; a restart with the same folder loses nothing */
  folder: string
  /** the bearer token that its API asks for */
  token: string
  /** the present time; the machine's own by default */
  now?: () => Date
  /** the address to listen on; only this machine by default */
  host?: string
  /** its public address, when something stands in front of it */
  url?: string
  /** what the theatre counts for one invitation seat; 12 € by default */
  seat_price_cents?: number
  /** waits after each failed delivery of a webhook */
  retries_ms?: readonly number[]
  /** lets whoever has the token act as a buyer, the counter and the door, as the contract's sandbox; true by default */
  sandbox?: boolean
  /** lets tests break things at `/acs/_test/faults` */
  faults?: boolean
}

export interface BoxOffice {
  /** without a slash at the end */
  url: string
  /** Answers once everything due in the outbox was tried. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts the demonstration box office. Throws when the port is taken, saying so. */
export async function startBoxOffice(options: BoxOfficeOptions): Promise<BoxOffice> {
  const { port, folder, token, now = () => new Date(), host = '127.0.0.1' } = options
  const db = openDatabase(folder)
  const house: House = {
    db,
    now,
    token,
    url: options.url ?? `http://${host}:${port}`,
    seat_price_cents: options.seat_price_cents ?? 1_200,
    retries_ms: options.retries_ms ?? RETRIES_MS,
    sandbox: options.sandbox ?? true,
    faults: options.faults ? makeFaults() : null,
    wake: () => {},
  }
  const mail = postman(house)
  const server = createAdaptorServer({ fetch: boxOfficeApp(house).fetch })
  try {
    seed(house)
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(port, host, done)
    })
  } catch (error) {
    db.close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(
      `The box office can not start: port ${port} is in use. Stop what uses it, or choose another.`,
      {
        cause: error,
      },
    )
  }
  const { port: taken } = server.address() as AddressInfo
  if (options.url === undefined) house.url = `http://${host}:${taken}`
  house.wake = mail.wake
  mail.wake()
  return {
    url: house.url,
    settled: mail.settled,
    async stop() {
      await mail.stop()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((done) => server.close(done))
      db.close()
    },
  }
}
