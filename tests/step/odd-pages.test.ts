import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWeaver, type Weaver } from './weaver.ts'

// Whatever the page of the sale is like: it arrives whole, with the step in it or without.

const OURS = '<acs-donation></acs-donation>'
const PLACE = '<p id="place">Don</p>'
const BEFORE = '<!doctype html><title>Billetterie</title><form>'
const END = '<button>Payer</button></form>'
const AMBIGUOUS = '<select><option>1</option><xmp><b></xmp></select>'
const SHADOW = '<div><template shadowrootmode="open"><p>Plan</p></template></div>'

type Page = [headers: Record<string, string>, ...chunks: (string | Buffer)[]]
let pages: Record<string, Page> = {}
let server: Server
let url: string
let weaver: Weaver
beforeAll(async () => {
  server = createServer(({ url: path = '' }, response) => void send(path, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  weaver = await startWeaver()
})
afterAll(async () => {
  await weaver?.stop()
  server?.close()
})

/** In its pieces, each a moment after the one before. */
async function send(path: string, response: ServerResponse): Promise<void> {
  const [headers, ...chunks] = pages[decodeURIComponent(path.slice(1))] ?? [{}]
  response.writeHead(200, { 'content-type': 'text/html', ...headers })
  for (const chunk of chunks) {
    response.write(chunk)
    if (chunks.length > 1) await sleep(50)
  }
  response.end()
}

/** The answer, with and without ours in it. */
async function woven(name: string, page: Page, how?: 'before' | 'append') {
  pages = { [name]: page }
  const answer = await weaver.weave(`${url}/${encodeURIComponent(name)}`, how)
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
  return { answer, text, without: text.replace(OURS, '') }
}
const latin = (text: string) => Buffer.from(text).toString('latin1')

test.each<[string, Page]>([
  ['says no encoding', [{}, BEFORE + PLACE + END]],
  ['is in another encoding', [{ 'content-type': 'text/html; charset=iso-8859-1' }, BEFORE + PLACE + END]],
  ['has something ambiguous behind the place', [{}, BEFORE + PLACE + AMBIGUOUS + END]],
  ['comes in pieces, the place in two', [{}, BEFORE, PLACE.slice(0, 6), PLACE.slice(6), END]],
  ['breaks off in pieces behind the place', [{}, BEFORE, PLACE, AMBIGUOUS, 'é'.repeat(9_000), END]],
  ['has the place twice', [{}, BEFORE + PLACE + PLACE + END]],
  ['has shadow roots of its own', [{}, BEFORE + SHADOW + PLACE + END]],
  ['ends within a tag', [{}, `${BEFORE + PLACE}<a title="`]],
  ['is of twenty megabytes', [{}, BEFORE + PLACE + 'mot '.repeat(5_000_000) + END]],
])('with the step: a page that %s', async (name, page) => {
  const { text, without } = await woven(name, page)
  const [, ...chunks] = page
  expect(without === latin(chunks.join(''))).toBe(true)
  expect(text.split(`${OURS}<p id="place">`)).toHaveLength(2)
})

test.each<[string, Page]>([
  ['is of an encoding that nobody knows', [{ 'content-type': 'text/html; charset=x' }, BEFORE + PLACE + END]],
  ['is of two bytes a sign', [{ 'content-type': 'text/html; charset=utf-16' }, BEFORE + PLACE + END]],
  ['has something ambiguous before the place', [{}, BEFORE + AMBIGUOUS + PLACE + END]],
  ['has a picture within', [{}, `${BEFORE}<img src="data:${'x'.repeat(5_000_000)}">${PLACE}${END}`]],
  ['is nested without end', [{}, BEFORE + '<b>'.repeat(300_000) + PLACE + END]],
  ['has no such place', [{}, BEFORE + END]],
  ['is empty', [{}, '']],
])('as it was: a page that %s', async (name, page) => {
  const { answer, text } = await woven(name, page)
  const [, ...chunks] = page
  expect([answer.status, text === latin(chunks.join(''))]).toEqual([200, true])
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
])('a page that is packed by %s arrives whole', async (name, pack) => {
  const page = BEFORE + PLACE + END
  const { without } = await woven(name, [{ 'content-encoding': name }, pack(page)])
  expect(without).toBe(page)
})

test('what was said of the page’s own bytes is not said of those with ours among them', async () => {
  const page = BEFORE + PLACE + END
  const { answer, text } = await woven('etag', [
    { etag: '"1"', 'accept-ranges': 'bytes', 'content-length': String(page.length) },
    page,
  ])
  expect(text).toContain(OURS)
  expect([answer.headers.get('etag'), answer.headers.get('accept-ranges')]).toEqual([null, null])
})

test('at the end of an element, also where another follows that cannot be read', async () => {
  const { text } = await woven('append', [{}, BEFORE + PLACE, AMBIGUOUS, END], 'append')
  expect(text).toBe(`${BEFORE}<p id="place">Don${OURS}</p>${AMBIGUOUS}${END}`)
})
