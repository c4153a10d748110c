import type { Play } from '../play.ts'

interface OurMovement {
  movement: string
  fee_cents: string
  payout: string | null
}

/** I10, fees apart: what the payment provider kept of each gift, and what it brought to the bank, as its own books say. */
export async function paymentViolations(play: Play): Promise<string[]> {
  const { cards } = play.territory
  if (!cards) return []
  const { office, connection_id } = cards
  const ours = await play.rows<OurMovement>(MOVEMENTS, [connection_id])
  const booked = await play.rows<{ reference: string }>(
    'select reference from gift where connection_id = $1 and convention_id is not null',
    [connection_id],
  )
  return [
    ...fees(new Set(booked.map(({ reference }) => reference)), office.fees(), ours),
    ...payouts(
      office.payouts(),
      await play.rows<Sent>('select reference, cents, state::text from payout where connection_id = $1', [
        connection_id,
      ]),
    ),
  ]
}

const MOVEMENTS = `select reference as movement, fee_cents, payout_reference as payout from payment_movement
  where connection_id = $1 and convention_id is not null`

type Theirs = ReturnType<NonNullable<Play['territory']['cards']>['office']['fees']>[number]
interface Sent {
  reference: string
  cents: string | number
  state: string
}

/** Every movement of a gift that is booked here has its fee booked, once and exactly, and is known to be in its payout. */
function fees(
  booked: ReadonlySet<string>,
  theirs: readonly Theirs[],
  ours: readonly OurMovement[],
): string[] {
  const known = new Map(ours.map((one) => [one.movement, one]))
  const found: string[] = []
  for (const { gift, movement, fee_cents, payout } of theirs) {
    const own = known.get(movement)
    known.delete(movement)
    if (!booked.has(gift) || (!own && fee_cents === 0)) continue
    if (Number(own?.fee_cents) !== fee_cents)
      found.push(`I10: of ${movement} ${fee_cents} were kept, and here it is ${JSON.stringify(own ?? null)}`)
    else if ((own?.payout ?? null) !== payout)
      found.push(`I10: ${movement} is in the payout ${payout}, and here in ${own?.payout ?? null}`)
  }
  return [
    ...found,
    ...[...known.keys()].map((one) => `I10: ${one} is booked, and the provider has none such`),
  ]
}

function payouts(theirs: readonly Sent[], ours: readonly Sent[]): string[] {
  const told = (of: readonly Sent[]) =>
    new Map(of.map(({ reference, cents, state }) => [reference, `${cents} cents, ${state}`]))
  const [there, here] = [told(theirs), told(ours)]
  return [...new Set([...there.keys(), ...here.keys()])]
    .filter((reference) => there.get(reference) !== here.get(reference))
    .map(
      (reference) =>
        `I10: the payout ${reference} is ${there.get(reference)} with the provider, and ${here.get(reference)} here`,
    )
}
