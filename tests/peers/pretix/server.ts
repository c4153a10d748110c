import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../../src/local/ports.ts'
import { ended } from '../ended.ts'
import { configure, environment, installPretix } from './install.ts'

export interface Pretix {
  /** where its shop, its backend and its API are */
  url: string
  /** runs Python inside it and answers what that printed */
  shell(python: string): Promise<string>
  stop(): Promise<void>
}
export interface PretixOptions {
  /** where pretix is installed once, and each server keeps its data */
  folder: string
  /** 0: a free one */
  port?: number
  /** where people reach it, when something stands before it */
  shown_at?: string
  say?: (line: string) => void
}

/**
 * Starts a real pretix on an empty database of its own. Its tasks, webhooks among them, run inside the request
 * that causes them; the server has a thread for each request, so that whoever receives a webhook may ask back.
 */
export async function startPretix({
  folder,
  port = 0,
  shown_at,
  say = () => {},
}: PretixOptions): Promise<Pretix> {
  const { python, template } = await installPretix(folder, say)
  const at = port === 0 ? await freePort() : port
  const url = `http://127.0.0.1:${at}`
  const data = join(folder, `server-${at}`)
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true })
  await copyFile(template, join(data, 'db.sqlite3'))
  await configure(data, shown_at ?? url)

  const log = join(data, 'server.log')
  const output = openSync(log, 'w')
  const args = ['-m', 'pretix', 'runserver', `127.0.0.1:${at}`, '--noreload']
  const server = spawn(python, args, { env: environment(data), stdio: ['ignore', output, output] })
  closeSync(output)
  const stop = async () => {
    await ended(server)
    await rm(data, { recursive: true, force: true })
  }
  try {
    await answering(`${url}/api/v1/version`, server)
  } catch (cause) {
    const tail = (await readFile(log, 'utf8')).slice(-2_000)
    await stop()
    throw new Error(`pretix did not start at ${url}. The end of its log:\n${tail}`, { cause })
  }
  return {
    url,
    stop,
    async shell(source) {
      const env = environment(data)
      const { stdout } = await promisify(execFile)(
        python,
        ['-m', 'pretix', 'shell', '-v', '0', '-c', source],
        { env },
      )
      return stdout.trim()
    },
  }
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`)
    const answer = await fetch(url).catch(() => null)
    if (answer && answer.status < 500) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('no answer for a minute')
}
