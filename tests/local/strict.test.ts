import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { allowLocal, network } from '../setup/network.ts'
import { takeNoise } from '../setup/noise.ts'

test('what is said on the console is noted, with its arguments', () => {
  console.error('lost %d seats', 3)
  console.warn(new Error('late'))
  expect(takeNoise()).toEqual([
    'console.error: lost 3 seats',
    expect.stringContaining('console.warn: Error: late'),
  ])
})

test('a request that nobody expects fails, and is noted even where the code swallows the failure', async () => {
  await fetch('https://partner.example.org/orders').catch(() => undefined)
  await new Promise((resolve) => get('http://127.0.0.1:9/door', resolve).on('error', resolve))
  expect(takeNoise()).toEqual([
    'unexpected request: GET https://partner.example.org/orders',
    'unexpected request: GET http://127.0.0.1:9/door',
  ])
})

test('a handler answers for a partner, in this test only', async () => {
  network.use(http.get('https://partner.example.org/orders', () => HttpResponse.json({ orders: [] })))
  const answer = await fetch('https://partner.example.org/orders')
  expect(await answer.json()).toEqual({ orders: [] })
})

test('the handler of the test before is gone', async () => {
  await expect(fetch('https://partner.example.org/orders')).rejects.toThrow('fetch failed')
  expect(takeNoise()).toHaveLength(1)
})

test('a server that the test started may be asked; one elsewhere may not be let through', async () => {
  const server = createServer((_, response) => response.end('open'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  allowLocal(url)
  expect(await (await fetch(url)).text()).toBe('open')
  server.closeAllConnections()
  server.close()
  expect(() => allowLocal('https://partner.example.org')).toThrow(/not on this machine/)
})
