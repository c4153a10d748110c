import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Claims `folder` for this process, as long as it lives: a socket that only its owner answers, so a killed one
 * leaves no claim. Its path is short because that of a socket must be.
 * @returns gives the claim back
 * @throws when another process has it, with what that process told about itself
 */
export async function claim(folder: string, about: string): Promise<() => Promise<void>> {
  const hash = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `fauteuil-${hash}.sock`)
  const server = createServer((asker) => asker.on('error', () => undefined).end(about))
  if (!(await listens(server, path))) {
    const owner = await ask(path)
    if (owner !== undefined) {
      throw new Error(
        `Fauteuil is already running from ${resolve(folder)}: ${owner}. Nothing was started. Stop that one first (Ctrl-C where it runs).`,
      )
    }
    rmSync(path, { force: true })
    if (!(await listens(server, path)))
      throw new Error(`${path} cannot be made. Remove it, then start again.`)
  }
  server.unref()
  return () => new Promise((done) => server.close(() => done()))
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const refused = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' ? done(false) : fail(error)
    server.once('error', refused)
    server.listen(path, () => {
      server.off('error', refused)
      done(true)
    })
  })
}

/** What the owner says; undefined when nobody answers. */
function ask(path: string): Promise<string | undefined> {
  return new Promise((done) => {
    let said = ''
    const socket = connect(path)
    socket.setEncoding('utf8').on('data', (text: string) => (said += text))
    socket.setTimeout(1_000, () => socket.destroy(new Error('silent')))
    socket.once('end', () => done(said)).once('error', () => done(undefined))
  })
}
