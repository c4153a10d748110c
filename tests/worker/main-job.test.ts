import { chmodSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { apiOf } from '../../src/local/api.ts'
import { boxOfficeVenue } from '../../src/local/demo/box-office.ts'
import { tellStory, type Figures } from '../../src/local/demo/story.ts'
import { freePort } from '../../src/local/ports.ts'
import { startStack, type Stack } from '../../src/local/stack.ts'
import { readTerritory, type Territory } from '../../src/local/territory.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { allowLocal } from '../setup/network.ts'

const folder = throwawayFolder()
chmodSync(folder, 0o755) // PostgreSQL runs as a user of its own when we are root
const [worker_port, box_office_port] = [await freePort(), await freePort()]
for (const port of [worker_port, box_office_port]) allowLocal(`http://127.0.0.1:${port}`)
let stack: Stack | undefined
afterAll(() => stack?.stop())

function start(): Promise<Stack> {
  return startStack({ folder, worker_port, box_office_port })
}

test(
  'the whole main job in workerd, with its queue, its Workflow and its file store; a restart loses nothing',
  { timeout: 180_000 },
  async () => {
    stack = await start()
    const territory = readTerritory(folder) as Territory
    const venue = boxOfficeVenue(stack.urls.box_office, stack.box_office_token)
    const lines: string[] = []
    const figures = await tellStory(stack.urls.fauteuil, territory, venue, (line) => lines.push(line))
    expect(figures).toMatchObject({
      gifts: 3,
      gift_cents: 6_050,
      seat_price_cents: 1_200,
      credits_opened: 5,
      fund_cents_left: 50,
      reserved: 4,
      issued: 4,
      used: 2,
      unused: 1,
      given_back: 1,
      ledger_balanced: true,
    })
    expect(lines).toHaveLength(9)

    await stack.stop()
    stack = await start()
    const operator = apiOf(stack.urls.fauteuil, territory.operator_key)
    const after = await operator.get<Figures>(`/v1/conventions/${territory.convention_id}/figures`)
    expect(after).toEqual(figures)
    await stack.tick('* * * * *')
    await stack.tick('17 3 * * *')
    expect(await operator.all('/v1/troubles')).toEqual([])
    expect(await operator.all('/v1/differences')).toEqual([])
  },
)
