import { Hono } from 'hono'
import { boxOfficeApi } from './api/app.ts'
import type { House } from './house.ts'

/** What the API answers; every other address is a page. */
const API = ['/acs/', '/bookings', '/availability', '/products', '/supplier', '/capabilities']

/** The whole box office as one application: its API and its pages. */
export function boxOfficeApp(house: House): Hono {
  const app = new Hono()
  const api = boxOfficeApi(house)
  app.all('*', (c, next) => (API.some((path) => c.req.path.startsWith(path)) ? api.fetch(c.req.raw) : next()))
  return app
}
