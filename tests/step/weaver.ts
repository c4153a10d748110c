import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, WORKER_BUILD } from '../../src/local/build.ts'
import { freePort } from '../../src/local/ports.ts'
import { allowLocal } from '../setup/network.ts'

const WORKERD = resolve(import.meta.dirname, '../../node_modules/workerd/bin/workerd')
/** Weaves what it fetches from the address that it is asked with. */
const PROGRAM = `
import { weave } from '${resolve(import.meta.dirname, '../../src/step/edge/weave.ts')}'
export default { async fetch({ url }) {
  const asked = new URL(url).searchParams
  return weave(await fetch(asked.get('page')), '#place', asked.get('how'), '<acs-donation></acs-donation>')
} }`

export interface Weaver {
  weave(page: string, how?: 'before' | 'append'): Promise<Response>
  stop(): Promise<void>
}

/** `weave` in workerd alone: wrangler's own server rewrites pages too, and breaks off at the same ones. */
export async function startWeaver(): Promise<Weaver> {
  const folder = mkdtempSync(join(tmpdir(), 'fauteuil-weaver-'))
  const { outputFiles } = await build({
    ...WORKER_BUILD,
    stdin: { contents: PROGRAM, resolveDir: folder },
    write: false,
  })
  writeFileSync(join(folder, 'worker.js'), outputFiles[0]!.contents)
  const port = await freePort()
  writeFileSync(join(folder, 'workerd.capnp'), configurationAt(port))
  const child = spawn(WORKERD, ['serve', join(folder, 'workerd.capnp')], { stdio: 'ignore' })
  const ended = new Promise((end) => child.once('exit', end))
  const url = `http://127.0.0.1:${port}`
  allowLocal(url)
  const weave: Weaver['weave'] = async (page, how = 'before') =>
    fetch(`${url}/?${new URLSearchParams({ page, how }).toString()}`)
  while (!(await weave(url).catch(() => null))) await sleep(50)
  return {
    weave,
    async stop() {
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const configurationAt = (port: number): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "network", network = (allow = ["private", "local"])),
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2026-10-01", globalOutbound = "network")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);`
