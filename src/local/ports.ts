import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below what systems give to whoever asks for any port, so that none of those takes it between two uses of ours. */
const OURS = { from: 20_000, to: 32_000 }
const TRIES = 50

/** A port of 127.0.0.1 that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < TRIES; n++) {
    const port = randomInt(OURS.from, OURS.to)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port was found between ${OURS.from} and ${OURS.to}.`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listening) await new Promise((resolve) => server.close(resolve))
  return listening
}

/** Throws when `port` of 127.0.0.1 is taken, naming what wanted it and the variable that moves it. */
export async function demandPort(port: number, what: string, variable: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE' ? 'is used by another program' : `cannot be used (${cause.code})`
      const next = `Stop that program, or choose another port: ${variable}=${port + 100} npm start`
      reject(
        new Error(`Port ${port}, wanted for ${what}, ${reason}. Nothing was started. ${next}`, { cause }),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}
