import { type MovementFields, newMovement } from '../objects/movement.ts'
import { type Account, keep, seconds, type World } from '../world.ts'

const DAY_S = 86_400
type Moved = Pick<MovementFields, 'amount' | 'currency' | 'fee' | 'type' | 'source' | 'reporting_category'>

/** Money comes to the account or leaves it; what comes in by a payment is available some days later. */
export function moveMoney(world: World, account: Account, moved: Moved) {
  const created = seconds(world)
  const delay_s = moved.type === 'charge' ? 3 * DAY_S : moved.type === 'payment' ? 6 * DAY_S : 0
  const fields = {
    ...moved,
    id: world.id('txn'),
    created,
    available_on: created + delay_s,
    description: null,
  }
  return keep(account, newMovement(fields))
}
