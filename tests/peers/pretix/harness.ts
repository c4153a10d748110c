import { join } from 'node:path'
import { pretix } from '../../../adapters/pretix/index.ts'
import type { Harness, Venue } from '../../contract/harness.ts'
import { cancelOrder, changeGiftLine, donationItem, scanAtDoor, sell } from './counter.ts'
import { listen } from '../listener.ts'
import { openPartner, STEP } from './partner.ts'
import { date, type Season, seedSeason } from './season.ts'
import { startPretix } from './server.ts'

const TOKEN = 'un-segment-que-personne-ne-devine'
const FOLDER = join(import.meta.dirname, '../../../.fauteuil/pretix')

export interface PretixHarness extends Harness {
  season: Season
  /** the words on a ticket */
  printed(pdf: Uint8Array): Promise<string>
}

/** A real pretix, a theatre in it, and everything that its staff and its public do there. */
export async function pretixHarness(): Promise<PretixHarness> {
  const server = await startPretix({ folder: FOLDER, say: console.log })
  const season = await seedSeason(server, { now: new Date() })
  const listener = await listen()
  return {
    season,
    adapter: pretix as unknown as Harness['adapter'],
    open: (provision, wrap) => openPartner(season, provision, wrap ? { wrap } : {}),
    enable: { hook: { url: listener.url(TOKEN), signing_secret: '' }, step: STEP },
    secrets: { tokens: [TOKEN], signing: [] },
    venue: pretixVenue(season),
    // pretix delivers inside the request that causes a webhook: when that is answered, all have come.
    async hooksAfter(act) {
      const from = listener.received.length
      await act()
      return listener.received.slice(from)
    },
    now: () => new Date().toISOString(),
    // pretix brings a reader of PDF files along.
    printed: async (pdf) =>
      server.shell(
        `import base64, io, pypdf; print(pypdf.PdfReader(io.BytesIO(base64.b64decode("${Buffer.from(pdf).toString('base64')}"))).pages[0].extract_text())`,
      ),
    async stop() {
      await listener.stop()
      await server.stop()
    },
  }
}

interface Listed {
  count: number
  results: { available_number: number }[]
}

function pretixVenue(season: Season): Venue {
  const { api, series, subscription } = season
  const parts = (performance: string) => {
    const [event = '', subevent = ''] = performance.split('/')
    return { event, subevent: Number(subevent) }
  }
  let announced = 0
  const free = async (performance: string): Promise<number> => {
    const { event, subevent } = parts(performance)
    const path = `events/${event}/quotas/?subevent=${subevent}&with_availability=true`
    return (await api.get<Listed>(path)).results[0]?.available_number ?? 0
  }
  return {
    async newPerformance({ seats }) {
      announced += 1
      const at = new Date(Date.now() + (90 * 24 + announced) * 3_600_000)
      return `${series.event}/${await date(api, series.event, [series.item], at, seats)}`
    },
    async movePerformance(performance, starts_at) {
      const { event, subevent } = parts(performance)
      await api.patch(`events/${event}/subevents/${subevent}/`, { date_from: starts_at })
    },
    async cancelPerformance(performance) {
      const { event, subevent } = parts(performance)
      await api.patch(`events/${event}/subevents/${subevent}/`, { active: false })
    },
    async fillPerformance(performance) {
      const { event, subevent } = parts(performance)
      const lines = Array.from({ length: await free(performance) }, () => ({
        item: series.item,
        cents: 2_400,
        subevent,
      }))
      if (lines.length > 0) await sell(api, event, lines)
    },
    async count(performance) {
      const { event, subevent } = parts(performance)
      const path = `events/${event}/orderpositions/?subevent=${subevent}&order__status__in=p,n`
      return { sold: (await api.get<Listed>(path)).count, free: await free(performance) }
    },
    async buyWithGift({ cents }) {
      const { event, item, price_cents } = subscription
      const lines = [{ item, cents: price_cents }]
      if (cents > 0) lines.push({ item: await donationItem(api, event), cents })
      return (await sell(api, event, lines)).code
    },
    changeGift: async (order, cents) => changeGiftLine(api, order, cents),
    cancelGift: async (order) => changeGiftLine(api, order, null),
    cancelOrder: async (order) => cancelOrder(api, order),
    async scanAtDoor({ order, position }) {
      const answer = await scanAtDoor(season, { list: series.list, order, position })
      if (answer.body.status !== 'ok') throw new Error(`the door refused: ${JSON.stringify(answer)}`)
    },
  }
}
