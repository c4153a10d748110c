import { askApi } from '../client.ts'
import type { Play } from '../play.ts'
import { sendHook } from '../sides.ts'
import { give } from '../steps/gifts.ts'
import { forge } from '../steps/strangers.ts'
import { days, pass } from '../steps/time.ts'
import type { Control } from './control.ts'
import { at_once, does, fault } from './provoke.ts'

const open = 'adapters/open/verify.ts'
const receive = 'src/hooks/receive.ts'
const work = 'src/hooks/work.ts'
const store = 'src/hooks/store_hook.sql'
const worker = 'src/whole.ts'
const gift = (cents: number) => give.of({ theatre: 0, gifts: [cents] })
const window = 'if (Math.abs(Date.parse(hook.now) - sent_ms) > TOLERANCE_MS) {'
const forged =
  (...how: Parameters<typeof forge.of>[0]['how'][]): Control['provoke'] =>
  async (play) => {
    await does(play, gift(500), ...how.map((one) => forge.of({ theatre: 0, how: one })))
  }

export const hookControls: readonly Control[] = [
  {
    protection: 'a webhook is signed by a secret that holds',
    without: {
      worker: [
        {
          file: open,
          find: 'if (sameSecret(signature, expected))',
          put: 'if (expected)',
        },
      ],
    },
    provoke: forged('a secret of nobody', 'another body', 'the other theatre’s secret'),
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a webhook is fresh',
    without: { worker: [{ file: open, find: window, put: 'if (Date.parse(hook.now) < 0) {' }] },
    provoke: forged('ten minutes ago'),
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a webhook is not of a time to come (the window has two sides)',
    without: {
      worker: [{ file: open, find: window, put: 'if (Date.parse(hook.now) - sent_ms > TOLERANCE_MS) {' }],
    },
    provoke: forged('in ten minutes'),
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'the body of a webhook has a limit',
    without: {
      worker: [
        {
          file: 'src/hooks/routes.ts',
          find: 'const MAX_BODY_BYTES = 64 * 1024',
          put: 'const MAX_BODY_BYTES = 64e6',
        },
      ],
    },
    provoke: forged('too large'),
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a webhook address ends with its overlap',
    without: { functions: [{ file: store, find: ' and c.hook_overlap_ends_at > at', put: '' }] },
    async provoke(play) {
      const { venue, structure: actor, connection_id } = play.territory.theatres[0]!
      const body = '{"type":"gift.updated","timestamp":"x","data":{}}'
      const [path, secret] = [new URL(venue.hookUrl()!).pathname, venue.secret()]
      const rotation = {
        actor,
        method: 'POST',
        path: `/v1/connections/${connection_id}/rotate-hook`,
        key: 'rotation',
      }
      await askApi(play.scene, rotation)
      await does(play, days.of({ hours: 170 }))
      const headers = venue.sign('msg_of_before', body, secret)
      await sendHook(play.scene, { path, headers, body, genuine: false })
    },
    caught_by: /I7: the forged webhook/,
  },
  {
    protection: 'a webhook is acknowledged when it is stored',
    without: {
      worker: [
        {
          file: receive,
          find: "const row = { ...rowOf(ctx, verdict, body), connection_id, generation }\n  const { outcome } = await ctx.db.call('store_hook', row)",
          put: "const row = { ...rowOf(ctx, verdict, body), connection_id, generation }\n  const outcome: string = 'stored'\n  ctx.db.call('store_hook', row).catch(() => undefined)",
        },
      ],
    },
    async provoke(play) {
      fault(play, 'database', 'store_hook', 'refuse')
      await does(play, gift(2_000))
    },
    caught_by: /I7: .* and is not stored/,
  },
  {
    protection: 'a webhook is stored once (inbox_once)',
    without: {
      sql: ['drop index inbox_once'],
      functions: [{ file: store, find: 'on conflict (connection_id, event_id) do nothing;', put: ';' }],
    },
    async provoke(play) {
      fault(play, 'hooks', 'gift.updated', 'deliver twice at once')
      await does(play, gift(2_000))
    },
    caught_by: /I7: .* is stored 2 times/,
  },
  {
    protection: 'a webhook is done in the transaction that books it',
    without: {
      worker: [
        {
          file: work,
          find: 'const conventions = await postGifts(',
          put: "await ctx.db.call('settle_hooks', { now: ctx.now(), outcomes: seen.map(({ hook }) => ({ id: hook.id, state: 'done', reason: null })) })\n    const conventions = await postGifts(",
        },
      ],
    },
    async provoke(play) {
      fault(play, 'database', 'post_gifts', 'refuse', 2)
      await does(play, gift(2_000), pass.of({ duration_ms: 300_000 }))
      await at_once(play, 'gifts')
    },
    caught_by: /at once: I3/,
  },
  {
    protection: 'a poison message holds back none of the others',
    without: {
      worker: [
        {
          file: work,
          find: "ctx.log('batch_failed', { webhooks: ids.length, cause: String(whole) })",
          put: 'throw whole',
        },
      ],
    },
    provoke: async (play) => poisonAmong(play, 12),
    caught_by: /a poison message held back/,
  },
  {
    protection: 'the sweep finds webhooks that the queue lost',
    without: { worker: [{ file: worker, find: '  requeueHooks,\n', put: '' }] },
    async provoke(play) {
      await play.scene.workers.tell({ refusing: { queue: 1 } })
      await does(play, gift(2_000))
    },
    caught_by: /not done in the end: the webhook .* is received/,
  },
  {
    protection: 'the sweep converts what waits',
    without: {
      worker: [{ file: worker, find: '  requeueHooks,\n  convertWaiting,\n', put: '  requeueHooks,\n' }],
    },
    async provoke(play) {
      fault(play, 'database', 'convert', 'kill the Worker before')
      await does(play, gift(2_000))
    },
    caught_by: /not done in the end: inflow/,
  },
  {
    protection: 'the night compares the books',
    without: {
      worker: [
        {
          file: 'src/hooks/reconcile.ts',
          find: "of await enabledConnections(ctx, 'reconcile'))",
          put: 'of [] as string[])',
        },
      ],
    },
    async provoke(play) {
      fault(play, 'hooks', 'gift.updated', 'lose the request', 99)
      await does(play, gift(2_000), days.of({ hours: 62 }))
    },
    caught_by: /I3/,
  },
]

/** So many webhooks in one batch, and the database refuses the gift of one of them. */
export async function poisonAmong(play: Play, many: number): Promise<void> {
  const { scene } = play
  await scene.workers.tell({ refusing: { queue: many } })
  play.cron = false
  for (let n = 0; n < many; n += 4) await does(play, give.of({ theatre: 0, gifts: [700, 800, 900, 1_000] }))
  const [poison] = play.known.gifts.keys()
  scene.poison.add(poison!)
  play.cron = true
  await does(play, pass.of({ duration_ms: 300_000 }))
  const [booked] = await play.rows<{ gifts: number }>('select count(*)::int as gifts from gift')
  const missing = play.known.gifts.size - 1 - (booked?.gifts ?? 0)
  if (missing > 0) scene.complaints.push(`a poison message held back ${missing} others`)
}
