import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/browser.ts'

let browser: Browser
let server: Server
let port: number

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<p>Reçu : ${request.headers.host}</p><script>document.title = 'prêt'</script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  browser = await launchBrowser({ names: ['billetterie.example'] })
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

test('it opens a page of this machine, runs its script and draws its text', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 200 } })
  await page.goto(`http://127.0.0.1:${port}/`)
  expect(await page.title()).toBe('prêt')
  const withText = await page.screenshot()
  await page.evaluate('document.body.textContent = ""')
  const without = await page.screenshot()
  expect(withText.length).toBeGreaterThan(without.length + 500)
})

test('a name that the test gave leads here', async () => {
  const page = await browser.newPage()
  await page.goto(`http://billetterie.example:${port}/`)
  expect(await page.textContent('p')).toBe(`Reçu : billetterie.example:${port}`)
})

test('it reaches nothing else', async () => {
  const page = await browser.newPage()
  await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})
