import { brotliCompressSync, constants } from 'node:zlib'
import { launchBrowser } from '../../setup/browser.ts'
import { asked, tellerOf } from '../../setup/asked.ts'
import { CONNECTED } from '../../step/shop.ts'
import { measureFirstByte } from './first-byte.ts'
import { openHouse } from './house.ts'
import { measurePage } from './page.ts'

const USAGE = `npm run bench:step -- [--json] [--without-pretix]

Measures what the donation step costs the page on which it stands. --json: standard output is one line of JSON. What the edge
adds to a page's first byte is measured before a real pretix, which is installed the first time; --without-pretix skips it.`
const { json, 'without-pretix': without_pretix } = asked(USAGE, {
  json: { type: 'boolean', default: false },
  'without-pretix': { type: 'boolean', default: false },
})
const say = tellerOf({ json })
const RENDERINGS = 100

const browser = await launchBrowser()
const house = await openHouse([{ platform: 'pretix', ...CONNECTED }])
try {
  const script = Buffer.from(await (await fetch(`${house.url}/acs.js`)).arrayBuffer())
  const brotli = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
  for (let n = 0; n < RENDERINGS; n++) {
    for (const path of [`/step/${house.key}/fr.json`, `/step/${house.key}/all.json`, `/don/${house.key}`]) {
      const answer = await fetch(house.url + path)
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      await answer.arrayBuffer()
    }
  }
  const database_round_trips = house.asked()
  say(
    `acs.js: ${script.length} bytes, ${brotli} with brotli; ${database_round_trips} round trips to the database for ${3 * RENDERINGS} renderings`,
  )
  const page = await measurePage(browser, house)
  say(
    Object.entries(page)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  )
  const first_byte = without_pretix ? null : await measureFirstByte(browser, say)
  if (first_byte) {
    const { page_ms, through_edge_ms, added, pairs } = first_byte
    say(
      `first byte of pretix's page: ${page_ms} ms, through the edge ${through_edge_ms} ms, + ${Math.round(100 * added)} % (${pairs} pairs)`,
    )
  }
  const goal = (value: number, most: number) => ({ value, goal: `≤ ${most}`, met: value <= most })
  const figures = {
    acs_js_brotli_bytes: goal(brotli, 5_000),
    database_round_trips: goal(database_round_trips, 0),
    third_party_requests: goal(page.third_party_requests, 0),
    cookies: goal(page.cookies, 0),
    kept_before_interaction: goal(page.kept_before_interaction, 0),
    layout_shift_script: goal(page.layout_shift_script, 0),
    layout_shift_edge: goal(page.layout_shift_edge, 0),
    // a quiet page differs from itself by as much
    load_held_up_ms: goal(page.load_held_up_ms, 20),
    ...(first_byte ? { edge_first_byte_added: goal(first_byte.added, 0.1) } : {}),
    skipped: first_byte ? [] : ['edge_first_byte_added'],
  }
  if (json) console.log(JSON.stringify(figures))
  else say(JSON.stringify(figures, null, 2))
} finally {
  await browser.close()
  await house.stop()
}
