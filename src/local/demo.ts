import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { apiOf } from './api.ts'
import { boxOfficeVenue } from './demo/box-office.ts'
import { pretixConnection, pretixVenue, type PretixAccess } from './demo/pretix.ts'
import { tellStory, type Figures, type Cast } from './demo/story.ts'
import type { Venue } from './demo/venue.ts'
import { joinVenue } from './join-venue.ts'
import { boxOfficeToken } from './secrets.ts'
import { readTerritory, type Territory } from './territory.ts'

// npm run demo: the main job from the gift to the report, against what `npm start` has started; with --pretix, at a
// theatre that sells with that pretix and joins first.

const HELP = `npm run demo [-- options]

Drives the main job against what \`npm start\` runs, and ends with one line of its figures.

  --json             only that line
  --url URL          where Fauteuil is (http://127.0.0.1 at PORT, or 8787)
  --box-office URL   where the demonstration box office is (http://127.0.0.1 at BOX_OFFICE_PORT, or 8788)
  --folder FOLDER    what \`npm start\` keeps (.fauteuil)

At a pretix that is there for trying things out, all of these:
  --pretix URL  --token T  --organizer O  --subscriptions EVENT  --evenings SERIES`

const { PORT, BOX_OFFICE_PORT, FAUTEUIL_FOLDER } = process.env
const options = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  url: { type: 'string', default: `http://127.0.0.1:${PORT ?? 8787}` },
  'box-office': { type: 'string', default: `http://127.0.0.1:${BOX_OFFICE_PORT ?? 8788}` },
  folder: { type: 'string', default: FAUTEUIL_FOLDER ?? join(import.meta.dirname, '../../.fauteuil') },
  pretix: { type: 'string' },
  token: { type: 'string' },
  organizer: { type: 'string' },
  subscriptions: { type: 'string' },
  evenings: { type: 'string' },
} as const
const values = asked()
if (values.help) {
  console.log(HELP)
  process.exit()
}

function asked() {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return process.exit(1)
  }
}

/** @throws Error that says how to reach `what`, when nothing answers there */
async function demandAnswer(url: string, what: string, option: string, variable: string): Promise<void> {
  await fetch(url).catch((cause: unknown) => {
    const next = `Run \`npm start\` in another terminal and wait until it says Ready; if it runs elsewhere, name the address with ${option}, or its port with ${variable}.`
    throw new Error(`${what} does not answer at ${url}. Nothing was played. ${next}`, { cause })
  })
}

function knownTerritory(): Territory {
  const known = readTerritory(values.folder)
  if (known.complete) return known as Territory
  throw new Error(
    'There is no demonstration territory yet. Run `npm start` in another terminal, wait until it says Ready, then try again.',
  )
}

function pretixAccess(address: string): PretixAccess {
  const { token, organizer, subscriptions, evenings } = values
  if (token && organizer && subscriptions && evenings)
    return { address, token, organizer, subscriptions, evenings }
  throw new Error(
    '--pretix wants --token, --organizer, --subscriptions (the event that sells them) and --evenings (an event series). The pretix has to be one for trying things out.',
  )
}

/** Who plays: the theatre of the box office, or one on pretix that joins now. */
async function cast(territory: Territory): Promise<{ cast: Cast; venue: Venue }> {
  if (!values.pretix)
    return { cast: territory, venue: boxOfficeVenue(values['box-office'], boxOfficeToken(values.folder)) }
  const access = pretixAccess(values.pretix)
  const operator = apiOf(values.url, territory.operator_key)
  const words = `pretix-${Date.now()}`
  const joining = {
    origin: values.url,
    operator,
    name: 'Théâtre sur pretix',
    connection: pretixConnection(access),
    words,
    began_at: new Date().toISOString(),
  }
  const joined = await joinVenue(joining)
  const failed = joined.checks.filter(({ ok }) => !ok)
  if (failed.length > 0)
    throw new Error(`Enabling found: ${failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}`)
  return { cast: { ...territory, ...joined }, venue: pretixVenue(access) }
}

/** The one line of --json, in the order of the story. */
const lineOf = (f: Figures) => ({
  gifts: f.gifts,
  gift_cents: f.gift_cents,
  seat_price_cents: f.seat_price_cents,
  credits_opened: f.credits_opened,
  fund_cents_left: f.fund_cents_left,
  reserved: f.reserved,
  issued: f.issued,
  used: f.used,
  unused: f.unused,
  given_back: f.given_back,
  ledger_balanced: f.ledger_balanced,
})

try {
  const territory = knownTerritory()
  await demandAnswer(values.url, 'Fauteuil', '--url', 'PORT')
  if (!values.pretix)
    await demandAnswer(
      values['box-office'],
      'The demonstration box office',
      '--box-office',
      'BOX_OFFICE_PORT',
    )
  const play = await cast(territory)
  const say = values.json ? () => undefined : (line: string) => console.log(line)
  const figures = await tellStory(values.url, play.cast, play.venue, say)
  console.log(JSON.stringify(lineOf(figures)))
  if (!figures.ledger_balanced) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
