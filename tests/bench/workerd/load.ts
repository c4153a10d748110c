import { createConnection, type Socket } from 'node:net'
import type { Hook } from '../territory/webhooks.ts'

/**
 * One connection that stays open and delivers one webhook after another. Speaks just enough HTTP/1.1 to leave the
 * machine to who is measured: the load's own share of the time is not theirs.
 */
export interface Deliverer {
  /** Throws unless it is answered that it was stored. */
  deliver(hook: Hook): Promise<void>
  close(): void
}

export async function openDeliverer(url: string): Promise<Deliverer> {
  const { hostname, port, host } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const answers = read(socket)
  return {
    async deliver({ path, headers, body }) {
      const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const length = Buffer.byteLength(body)
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${length}\r\n${given.join('')}\r\n${body}`,
      )
      const { value: answer = 'nothing' } = await answers.next()
      if (!answer.startsWith('HTTP/1.1 202') || !answer.endsWith('{"outcome":"stored"}')) {
        throw new Error(`A new webhook was answered ${answer}`)
      }
    },
    close: () => void socket.destroy(),
  }
}

/** Each answer whole. One without a length ends the connection's use. */
async function* read(socket: Socket): AsyncGenerator<string, undefined> {
  let text = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1')
    for (;;) {
      const head = text.indexOf('\r\n\r\n')
      if (head === -1) break
      const length = /^content-length: (\d+)$/im.exec(text.slice(0, head))?.[1]
      if (length === undefined) throw new Error(`An answer without a length: ${text.slice(0, 500)}`)
      const end = head + 4 + Number(length)
      if (text.length < end) break
      yield text.slice(0, end)
      text = text.slice(end)
    }
  }
  return undefined
}
