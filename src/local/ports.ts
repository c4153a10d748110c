import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
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
