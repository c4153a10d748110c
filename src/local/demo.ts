import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { boxOfficeVenue } from './demo/box-office.ts'
import { tellStory } from './demo/story.ts'
import { boxOfficeToken } from './secrets.ts'
import { readTerritory, type Territory } from './territory.ts'

// npm run demo: the main job from the gift to the report, against what `npm start` has started.

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://127.0.0.1:8787' },
    'box-office': { type: 'string', default: 'http://127.0.0.1:8788' },
    folder: { type: 'string', default: join(import.meta.dirname, '../../.fauteuil') },
  },
})

function knownTerritory(folder: string): Territory {
  const known = readTerritory(folder)
  if (!known.complete)
    throw new Error(
      'There is no demonstration territory yet. Run `npm start` in another terminal, wait until it says Ready, then try again.',
    )
  return known as Territory
}

try {
  const territory = knownTerritory(values.folder)
  const venue = boxOfficeVenue(values['box-office'], boxOfficeToken(values.folder))
  const say = values.json ? () => undefined : (line: string) => console.log(line)
  const { gifts, gift_cents, seat_price_cents, credits_opened, fund_cents_left, ...rest } = await tellStory(
    values.url,
    territory,
    venue,
    say,
  )
  const { reserved, issued, used, unused, given_back, ledger_balanced } = rest
  const line = {
    gifts,
    gift_cents,
    seat_price_cents,
    credits_opened,
    fund_cents_left,
    reserved,
    issued,
    used,
    unused,
    given_back,
    ledger_balanced,
  }
  console.log(JSON.stringify(line))
  if (!ledger_balanced) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
