import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { partnerHttp } from '../../adapters/contract/index.ts'
import { network } from '../setup/network.ts'

const TOKEN = 'a-token-that-nobody-may-read'

test.each([400, 401, 429, 500])(
  'a partner that repeats our token in its %i has it hidden',
  async (status) => {
    network.use(
      http.get('https://port.test/echo', ({ request }) =>
        HttpResponse.text(`you sent ${request.headers.get('authorization')}, and that is wrong`, { status }),
      ),
    )
    const line = partnerHttp(
      { address: 'https://port.test', headers: { authorization: `Token ${TOKEN}` } },
      {
        fetch,
        guard: () => {},
        sleep: async () => {},
        now_ms: () => 0,
        pace_ms: 0,
        timeout_ms: 5_000,
        max_bytes: 10_000,
      },
    )
    const fault: unknown = await line.call({ path: 'echo' }).catch((cause: unknown) => cause)
    expect(String(fault)).toContain('you sent Token …, and that is wrong')
    expect(String(fault) + JSON.stringify(fault)).not.toContain(TOKEN)
  },
)
