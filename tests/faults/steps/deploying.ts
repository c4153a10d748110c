import * as fc from 'fast-check'
import { migrate } from '../../../src/local/migrate.ts'
import { nextVersion } from '../around/next-version.ts'
import { either, kind, type Play } from '../play.ts'

/** What the association does to its own deployment while it serves: secrets, versions, migrations. */

export const rotate = kind(
  'rotate secrets',
  {
    what: fc.constantFrom('the master key', 'a webhook', 'credentials', 'drop the old key'),
    theatre: either,
  },
  async (play, { what, theatre }) => {
    const { structure: actor, connection_id, token } = play.territory.theatres[theatre]!
    const path = `/v1/connections/${connection_id}`
    const { rotation } = play.known
    switch (what) {
      case 'the master key':
        if (play.scene.master_keys.includes(',')) return false
        rotation.done.clear()
        rotation.keys += 1
        await useKeys(play, `${newKey(rotation.keys)},${play.scene.master_keys}`)
        break
      case 'a webhook':
        await play.write({ actor, method: 'POST', path: `${path}/rotate-hook` }, async () => {
          rotation.done.add(`webhook ${connection_id}`)
        })
        break
      case 'credentials':
        await play.write({ actor, method: 'PATCH', path, body: { credentials: { token } } }, async () => {
          rotation.done.add(`credentials ${connection_id}`)
        })
        break
      case 'drop the old key': {
        // as the README says: when each webhook was rotated and all credentials were renewed
        const all = play.territory.theatres.length * 2
        if (!play.scene.master_keys.includes(',') || rotation.done.size < all) return false
        await useKeys(play, play.scene.master_keys.split(',')[0]!)
      }
    }
    play.scene.tally.count('faults in the Worker', `secrets rotated: ${what}`)
    return true
  },
)

const newKey = (n: number) => `v${n}:${Buffer.alloc(32, n).toString('base64')}`

async function useKeys({ scene }: Play, master_keys: string): Promise<void> {
  scene.master_keys = master_keys
  await scene.workers.tell({ master_keys })
}

/** An old and a new version serve side by side from here, as in a rolling deployment. */
export const beside = kind('a new version serves beside the old', {}, async ({ scene }) => {
  if (scene.workers.sideBySide) return false
  scene.workers.join(await scene.ground.second())
  await scene.workers.look()
  scene.tally.count('faults in the Worker', 'an old and a new version side by side')
  return true
})

/** Functions are replaced and a table grows while both serve, and relays and webhooks keep coming. */
export const migration = kind('the database is migrated', { theatre: either }, async (play, { theatre }) => {
  const { scene, territory, known } = play
  if (!scene.ground.cluster.isUp()) return false
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
