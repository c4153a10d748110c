import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { http, HttpResponse } from 'msw'
import { expect } from 'vitest'
import { network } from '../../setup/network.ts'
import { openPartner } from '../../peers/pretix/partner.ts'
import { type Exchange, type Given, type Recorded, SCENES, type SceneName } from './scenes.ts'

const FOLDER = join(import.meta.dirname, 'recorded')
export const HOST = 'https://pretix.test'

export const recorded = (scene: SceneName): Recorded =>
  JSON.parse(readFileSync(join(FOLDER, `${scene}.json`), 'utf8')) as Recorded

export const recordedHooks = (): { action: string }[] =>
  JSON.parse(readFileSync(join(FOLDER, 'webhooks.json'), 'utf8')) as { action: string }[]

/** The adapter on a line to what was recorded. */
export const partnerFor = ({ settings, provision }: Pick<Recorded, 'settings' | 'provision'>) =>
  openPartner(SEASON, provision, { settings })

const SEASON = {
  url: HOST,
  organizer: 'theatre',
  token: 'a-token-that-nobody-has',
  subscription: { event: 'abonnements' },
  performance_events: ['les-vagues', 'la-mouette', 'recital'],
}

/** Asks a scene of what was recorded: each call must be the next recorded one, and all of them must be made. */
export async function replay(
  scene: SceneName,
): Promise<{ answer: unknown; given: Given; exchanges: Exchange[] }> {
  const tape = recorded(scene)
  const left = [...tape.exchanges]
  network.use(
    http.all(`${HOST}/*`, async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const exchange = left.shift()
      const sent = await request.text()
      expect({ method: request.method, path: `${pathname}${search}` }).toEqual({
        method: exchange?.method,
        path: exchange?.path,
      })
      expect(sent === '' ? undefined : JSON.parse(sent)).toEqual(exchange?.sent)
      return answered(exchange)
    }),
  )
  const answer = await SCENES[scene](partnerFor(tape), tape.given)
  expect(left).toEqual([])
  return { answer, given: tape.given, exchanges: tape.exchanges }
}

export function answered(exchange: Exchange | undefined): Response {
  if (!exchange) return HttpResponse.json({ detail: 'nothing more was recorded' }, { status: 599 })
  const { status, headers, answer, file } = exchange
  const body = file === undefined ? answer && JSON.stringify(answer) : Buffer.from(file, 'base64')
  return new HttpResponse(body ?? null, { status, headers })
}
