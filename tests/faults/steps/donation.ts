import * as fc from 'fast-check'
import { codeOf, type Answer } from '../client.ts'
import { kind, nth, some, type Play } from '../play.ts'
import { choose, press, type Asked } from '../subscribers.ts'

/** Gifts that are chosen in our own step, and paid on the page that it opens. */

const method = fc.constantFrom<'card' | 'sepa_debit'>('card', 'sepa_debit')

/** Someone chooses, presses the button once or more often, pays, and perhaps presses it again in the page that stayed open. */
export const give = kind(
  'give in the step',
  {
    gifts: fc.array(fc.integer({ min: 50, max: 5_000 }), { minLength: 1, maxLength: 2 }),
    method,
    presses: fc.integer({ min: 1, max: 3 }),
    again: fc.boolean(),
  },
  async (play, { gifts, method: by, presses, again }) => {
    for (const cents of gifts) {
      const choice = await choose(play, 0, cents)
      if (choice === null) return false
      const asked: Asked = { choice, published: publishedNow(play), pages: [], payments: [] }
      play.known.asked.set(choice.intent, asked)
      await opens(play, asked, presses)
      pay(play, asked, by)
      if (again) await opens(play, asked, 1)
    }
    return true
  },
)

/** The page was left open, for a moment or for days: its button is pressed again, and what can be paid there is paid. */
export const comeBack = kind(
  'come back to a gift',
  { which: some, method, presses: fc.integer({ min: 1, max: 2 }) },
  async (play, { which, method: by, presses }) => {
    const asked = nth([...play.known.asked.values()], which)
    if (!asked) return false
    await opens(play, asked, presses)
    pay(play, asked, by)
    return true
  },
)

/** Another amount under an intent that has its page: refused, or what its gift has opened, and no page. */
export const another = kind(
  'another amount under one intent',
  { which: some, cents: fc.integer({ min: 5_001, max: 6_000 }) },
  async (play, { which, cents }) => {
    const { office } = play.territory.cards!
    const open = [...play.known.asked.values()].filter(({ pages }) =>
      pages.some((url) => !office.isOver(url)),
    )
    const asked = nth(open, which)
    if (!asked) return false
    const given = await isGiven(play, asked)
    const [answer] = await press(play, { ...asked.choice, cents }, 1)
    const refused = answer && codeOf(answer) === 'idempotency_key_reused'
    if (answer && !refused && !(given && isThanks(answer)))
      play.scene.complaints.push(`Another amount under one intent was answered ${JSON.stringify(answer)}`)
    return true
  },
)

const publishedNow = ({ scene, territory }: Play): string => {
  const text = scene.published.get(territory.theatres[0]!.step.key) ?? '{}'
  return (JSON.parse(text) as { version: string }).version
}

/** One intent has one page as long as that can be paid, and none once its gift is booked. */
async function opens(play: Play, asked: Asked, presses: number): Promise<void> {
  const { office } = play.territory.cards!
  const given = await isGiven(play, asked)
  for (const answer of await press(play, asked.choice, presses)) {
    const url = pageIn(play, asked, answer)
    if (url === null || asked.pages.includes(url)) continue
    if (given || asked.pages.some((before) => !office.isOver(before)))
      play.scene.complaints.push(
        `One intent, ${asked.choice.intent}, opened ${url} beside ${asked.pages.join(' ')}`,
      )
    asked.pages.push(url)
  }
}

/** Where it can be paid; null when it was answered anything else. */
function pageIn(play: Play, { choice, published }: Asked, answer: Answer | null): string | null {
  if (answer === null) return null
  if (isThanks(answer)) return null
  if (answer.status === 201) return String(answer.body['url'])
  const other_words = codeOf(answer) === 'idempotency_key_reused' && published !== publishedNow(play)
  if (!other_words)
    play.scene.complaints.push(`A press of ${choice.intent} was answered ${JSON.stringify(answer)}`)
  return null
}

const isThanks = ({ status, body }: Answer): boolean =>
  status === 201 && new URL(String(body['url'])).pathname.startsWith('/don/')

async function isGiven(play: Play, { choice }: Asked): Promise<boolean> {
  const gifts = await play.rows(`select from gift where evidence->'consent'->>'intent' = $1`, [choice.intent])
  return gifts.length > 0
}

/** Whatever can be paid is paid. */
function pay({ territory, known }: Play, asked: Asked, by: 'card' | 'sepa_debit'): void {
  for (const url of asked.pages) {
    const paid = territory.cards!.office.payPage(url, by)
    if (paid === null) continue
    asked.payments.push(paid.payment)
    const { cents } = asked.choice
    known.cards.set(paid.payment, {
      reference: paid.reference,
      cents,
      arrived: by === 'card',
      refunds: [],
      dispute: null,
    })
  }
}

/** How a gift is given in our step. */
export const GIVEN = [[give], [give, comeBack], [give, another]] as const

export const donationKinds = [give, give, comeBack, another]
