import { beforeAll, describe, expect, it } from 'vitest'
import type { HookRequest, HookSecrets, Instant } from '../../../adapters/contract/index.ts'
import type { CapturedHook, Line } from '../harness.ts'
import { lookAtOrder, looksOf } from '../looks.ts'

const HOUR_MS = 3_600_000
const FALSE_SECRETS: HookSecrets = {
  tokens: ['a-guess'],
  signing: [`whsec_${btoa('a secret that the partner never had')}`],
}

export function hooks(line: Line): void {
  describe('webhooks', () => {
    let sent: CapturedHook[] = []
    let at: Instant = ''
    let order = ''
    beforeAll(async () => {
      sent = await line.harness.hooksAfter(async () => {
        order = await line.venue.buyWithGift({ cents: 700 })
      })
      at = line.harness.now()
    }, 60_000)

    const request = (changes: Partial<HookRequest> = {}): HookRequest => {
      const [hook] = sent
      if (!hook) throw new Error('no webhook came for a purchase')
      return { ...hook, now: at, ...changes }
    }
    const verify = async (changes: Partial<HookRequest>, secrets = line.harness.secrets) =>
      line.harness.adapter.verify(request(changes), secrets)

    it('of a purchase come, are genuine, and ask to look at the order', async (ctx) => {
      line.needs(ctx, 'gifts')
      for (const hook of sent) expect(await verify(hook)).toMatchObject({ genuine: true })
      expect(lookAtOrder(looksOf(line, sent), order)).toBe(true)
    })

    it('keep their event id when they come again, and no two events share one', async () => {
      const ids = await Promise.all(sent.map(async (hook) => verify(hook)))
      const again = await Promise.all(sent.map(async (hook) => verify(hook)))
      expect(again).toEqual(ids)
      expect(new Set(ids.map((id) => (id.genuine ? id.event_id : ''))).size).toBe(ids.length)
    })

    it('are genuine with either secret during a rotation', async () => {
      const { tokens, signing } = line.harness.secrets
      const both = {
        tokens: [...FALSE_SECRETS.tokens, ...tokens],
        signing: [...FALSE_SECRETS.signing, ...signing],
      }
      expect(await verify({}, both)).toMatchObject({ genuine: true })
    })

    it('are refused, with a reason, by any other secrets', async () => {
      for (const secrets of [FALSE_SECRETS, { tokens: [], signing: [] }]) {
        const verdict = await verify({ token: 'another-token' }, secrets)
        expect(verdict).toEqual({ genuine: false, reason: expect.stringMatching(/./) })
      }
    })

    it('that nobody signed carry no state: what is altered or replayed is refused, or fetched from the partner', async () => {
      const body = request().body.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))
      expect(body).not.toBe(request().body)
      const later = new Date(Date.parse(at) + HOUR_MS).toISOString()
      const bare = new Headers({ 'content-type': 'application/json' })
      for (const changes of [{ body }, { now: later }, { headers: bare }]) {
        const { genuine } = await verify(changes)
        const believed = genuine
          ? looksOf(line, [{ ...request(), body: changes.body ?? request().body }])
          : []
        expect(believed.filter((look) => look.kind === 'state')).toEqual([])
      }
    })

    it('that make no sense are unreadable or ignored, and never throw', () => {
      const wrong = [
        '',
        'x',
        '{',
        '[]',
        '7',
        'null',
        '{}',
        '{"type":7}',
        `{"action":"${'x'.repeat(100_000)}"}`,
      ]
      for (const body of wrong) {
        expect(Object.keys(line.harness.adapter.read(body))).toEqual([
          expect.stringMatching(/^(unreadable|ignored)$/),
        ])
      }
      expect(line.harness.adapter.read('{')).toHaveProperty('unreadable')
    })

    it('that make no sense are refused or genuine, and never throw', async () => {
      for (const headers of [
        new Headers(),
        new Headers({ 'webhook-id': 'x', 'webhook-timestamp': 'y', 'webhook-signature': 'z' }),
      ]) {
        const verdict = await verify({ headers, token: '', body: '{' })
        expect(verdict.genuine).toBe(false)
      }
    })
  })
}
