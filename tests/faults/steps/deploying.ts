import * as fc from 'fast-check'
import { migrate } from '../../../src/local/migrate.ts'
import { nextVersion } from '../around/next-version.ts'
import { either, kind, type Play } from '../play.ts'
import { PAGES, type Actor, type Theatre } from '../territory.ts'
import type { Secrets } from '../worker/state.ts'

/** What the association does to its own deployment while it serves: secrets, versions, migrations. */

export const rotate = kind(
  'rotate secrets',
  {
    what: fc.constantFrom(
      'the master key',
      'a webhook',
      'credentials',
      'of an edge',
      'drop the old key',
      'of payments',
    ),
    theatre: either,
  },
  async (play, { what, theatre }) => {
    const one = play.territory.theatres[theatre]!
    const done = await {
      'the master key': async () => addKey(play),
      'a webhook': async () => rotateHook(play, one),
      credentials: async () => renewCredentials(play, one),
      'of an edge': async () => renewEdge(play, one),
      'drop the old key': async () => dropOldKey(play),
      'of payments': async () => turnWebhookOfPayments(play),
    }[what]()
    if (done) play.scene.tally.count('faults in the Worker', `secrets rotated: ${what}`)
    return done
  },
)

const hasTwoKeys = ({ scene }: Play) => scene.secrets.master_keys.includes(',')

async function addKey(play: Play): Promise<boolean> {
  const { rotation } = play.known
  if (hasTwoKeys(play)) return false
  rotation.done.clear()
  rotation.keys += 1
  const key = `v${rotation.keys}:${Buffer.alloc(32, rotation.keys).toString('base64')}`
  await use(play, { master_keys: `${key},${play.scene.secrets.master_keys}` })
  return true
}

async function rotateHook(play: Play, { structure: actor, connection_id }: Theatre): Promise<boolean> {
  await play.write(
    { actor, method: 'POST', path: `/v1/connections/${connection_id}/rotate-hook` },
    async () => {
      play.known.rotation.done.add(`webhook ${connection_id}`)
    },
  )
  return true
}

async function renewCredentials(play: Play, of: Theatre): Promise<boolean> {
  return renew(play, of.structure, of.connection_id, { token: of.token })
}

/** The edge Worker is given the token that is answered. */
async function renewEdge(play: Play, { structure: actor, connection_id }: Theatre): Promise<boolean> {
  const body = { origins: [PAGES], renew_edge_token: true }
  await play.write({ actor, method: 'POST', path: '/v1/steps', body }, async ({ body: step }) => {
    play.known.edge_tokens.set(actor.organisation_id, String(step['edge_token']))
    play.known.rotation.done.add(`edge ${connection_id}`)
  })
  return true
}

async function renew(play: Play, actor: Actor, connection_id: string, credentials: object): Promise<boolean> {
  const path = `/v1/connections/${connection_id}`
  await play.write({ actor, method: 'PATCH', path, body: { credentials } }, async () => {
    play.known.rotation.done.add(`credentials ${connection_id}`)
  })
  return true
}

/** As the README says: when each webhook was rotated, all credentials and tokens were renewed, and each ticketing has heard of it. */
async function dropOldKey(play: Play): Promise<boolean> {
  const { territory, known, scene } = play
  if (!hasTwoKeys(play)) await addKey(play)
  const { done } = known.rotation
  for (const one of territory.theatres) {
    if (!done.has(`webhook ${one.connection_id}`)) await rotateHook(play, one)
    if (!done.has(`credentials ${one.connection_id}`)) await renewCredentials(play, one)
    if (!done.has(`edge ${one.connection_id}`)) await renewEdge(play, one)
  }
  await renew(play, territory.operator, territory.cards!.connection_id, {})
  await play.waiting.quiet()
  const untold = await play.rows(`select id from trouble where kind = 'connection' and resolved_at is null`)
  const up = scene.ground.cluster.isUp() && scene.workers.allUp()
  if (!up || untold.length > 0 || done.size < territory.theatres.length * 3 + 1) return false
  await use(play, { master_keys: scene.secrets.master_keys.split(',')[0]! })
  return true
}

/** By turns: a younger secret signs beside the one before, then alone. */
async function turnWebhookOfPayments(play: Play): Promise<boolean> {
  const { office } = play.territory.cards!
  if (office.webhook_secrets().length > 1) office.retireSecret()
  else office.rollSecret()
  await use(play, { webhook_secrets: office.webhook_secrets().join(',') })
  return true
}

async function use({ scene }: Play, renewed: Partial<Secrets>): Promise<void> {
  scene.secrets = { ...scene.secrets, ...renewed }
  await scene.workers.tell({ secrets: scene.secrets })
}

/** An old and a new version serve side by side from here, as in a rolling deployment. */
export const beside = kind('a new version serves beside the old', {}, async (play) => {
  if (play.scene.workers.sideBySide) return false
  await serveBeside(play)
  return true
})

async function serveBeside({ scene }: Play): Promise<void> {
  scene.workers.join(await scene.ground.second())
  await scene.workers.look()
  scene.tally.count('faults in the Worker', 'an old and a new version side by side')
}

/** Functions are replaced and a table grows while both serve, and relays and webhooks keep coming. */
export const migration = kind('the database is migrated', { theatre: either }, async (play, { theatre }) => {
  const { scene, territory, known } = play
  if (!scene.ground.cluster.isUp() || !scene.workers.allUp()) return false
  if (!scene.workers.sideBySide) await serveBeside(play)
  const { venue, convention_id } = territory.theatres[theatre]!
  const migrating = migrate(scene.ground.cluster.url(scene.schedule), nextVersion())
  for (const cents of [700, 1_100]) {
    const order = await venue.give(cents)
    known.gifts.set(order, { theatre, cents, paid_first_cents: cents, closed: false })
  }
  const [offer] = await play.rows<{ id: string }>(
    `select id from invitation where state = 'open' and convention_id = $1`,
    [convention_id],
  )
  if (offer) await play.reserve({ relay: theatre, invitation_id: offer.id, guests: 1, companions: 0 })
  // the database may be killed under it: whoever deploys does it again
  await migrating.catch(() => undefined)
  scene.tally.count('faults at the database', 'migrated while both versions serve')
  return true
})

export const deployingKinds = [rotate, rotate, rotate, beside, migration]
