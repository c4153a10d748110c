import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '../../../../adapters/contract/index.ts'
import {
  type Exchange,
  type Given,
  type Recorded,
  SCENES,
  type SceneName,
} from '../../../adapters/pretix/scenes.ts'
import { PRETIX_VERSION } from '../install.ts'
import { openPartner } from '../partner.ts'
import type { Season } from '../season.ts'

type Fetch = typeof globalThis.fetch
export const RECORDED = join(import.meta.dirname, '../../../adapters/pretix/recorded')
/** Files are kept by their beginning: that a PDF is one is all that a test looks at. */
const FILE_BYTES = 600
const HEADERS = ['content-type', 'date', 'x-page-generated', 'retry-after']

export interface Recorder {
  /** Asks one scene of the real server and keeps what went over the wire; answers what the adapter answered. */
  record(
    scene: SceneName,
    given: Given,
    choices?: { provision?: Json; settings?: Record<string, Json> },
  ): Promise<unknown>
  /** the provision that the scenes are given from now on */
  provision: Json
}

export function recorder(season: Season): Recorder {
  const self: Recorder = {
    provision: null,
    async record(scene, given, { provision = self.provision, settings = {} } = {}) {
      const exchanges: Exchange[] = []
      const partner = openPartner(season, provision, { settings, wrap: (fetch) => keeping(fetch, exchanges) })
      const answer = await SCENES[scene](partner, given)
      const recorded: Recorded = {
        scene,
        recorded_from: `pretix ${PRETIX_VERSION}`,
        settings,
        provision,
        given,
        exchanges,
      }
      const clean = JSON.stringify(recorded, null, 1)
        .replaceAll(season.url, 'https://pretix.test')
        .replaceAll(season.token, 'a-token-that-nobody-has')
      const kept = /.{40}("secret"|"email": "|csrf).{40}/s.exec(clean)
      if (kept) throw new Error(`${scene} holds what must not be kept: ${kept[0]}`)
      await writeFile(join(RECORDED, `${scene}.json`), `${clean}\n`)
      return answer
    },
  }
  return self
}

const keeping =
  (fetch: Fetch, exchanges: Exchange[]): Fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const sent = await request.clone().text()
    const response = await fetch(request)
    const { pathname, search } = new URL(request.url)
    const bytes = Buffer.from(await response.clone().arrayBuffer())
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    const headers = HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    exchanges.push({
      method: request.method,
      path: `${pathname}${search}`,
      ...(sent === '' ? {} : { sent: JSON.parse(sent) as Json }),
      status: response.status,
      headers: Object.fromEntries(headers),
      ...answered(bytes, isJson),
    })
    return response
  }

function answered(bytes: Buffer, isJson: boolean): Pick<Exchange, 'answer' | 'file'> {
  if (bytes.length === 0) return {}
  if (isJson) return { answer: JSON.parse(bytes.toString()) as Json }
  return { file: bytes.subarray(0, FILE_BYTES).toString('base64') }
}
