import { ACCESS_NEEDS } from '../../../adapters/contract/index.ts'
import { listWaiting, oneInvitation, type Offer } from '../../invitations/index.ts'
import type { Asker } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Request } from '../../platform/http.ts'
import type { Language } from '../../platform/languages.ts'
import { visitor } from '../forms.ts'
import { BackTo, Check, EveningFacts, NumberField, Once, type FormProblem } from '../parts.tsx'
import { show } from '../show.tsx'
import { commonWords } from '../words/common.ts'
import { relayWords } from '../words/relay.ts'

/** What someone typed, as they typed it; at first nothing, and nothing is chosen for them. */
export interface OfferForm {
  guests: string
  companions: string
  access_needs: readonly string[]
  seats: string
  key: string
}

export async function relayOffer(c: Request): Promise<Response> {
  const asker = await visitor(c, 'relay')
  const form = { guests: '', companions: '', access_needs: [], seats: '', key: c.get('ctx').newId() }
  return showOffer(c, asker, form)
}

/** One evening on offer: the form that books it, and the waiting list. @throws Problem not_found */
export async function showOffer(
  c: Request,
  asker: Asker,
  form: OfferForm,
  refused?: FormProblem & { status: number },
): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = relayWords[language]
  const id = c.req.param('id') ?? ''
  const { offer, waits } = await offerTo(ctx, asker, id)
  const errors = refused?.fields ?? {}
  return show(c, {
    title: `${words.book}, ${offer.title}`,
    asker,
    path: `/relay/invitations/${id}`,
    problem: refused,
    status: refused ? (refused.status as 400) : 200,
    children: (
      <>
        <BackTo href="/relay">{words.title}</BackTo>
        <h1>{offer.title}</h1>
        <EveningFacts language={language} evening={offer} />
        {offer.bookable > 0 ? (
          <Book language={language} offer={offer} form={form} errors={errors} />
        ) : (
          <p class="seats">{words.full}</p>
        )}
        {waits ? (
          <p class="notice">{words.already_waiting}</p>
        ) : (
          (offer.bookable === 0 || 'seats' in errors) && (
            <Wait language={language} offer={offer} form={form} errors={errors} />
          )
        )}
      </>
    ),
  })
}

/** An evening on offer, and whether this relay is on its waiting list. @throws Problem not_found */
export async function offerTo(
  ctx: Context,
  asker: Asker,
  id: string,
): Promise<{ offer: Offer; waits: boolean }> {
  const [offer, waiting] = await Promise.all([
    oneInvitation(ctx, asker, id),
    listWaiting(ctx, asker, { limit: 200, state: 'waiting' }),
  ])
  return { offer, waits: waiting.items.some((entry) => entry.invitation_id === id) }
}

interface FormProps {
  language: Language
  offer: Offer
  form: OfferForm
  errors: Readonly<Record<string, string>>
}

function Book({ language, offer, form, errors }: FormProps) {
  const words = relayWords[language]
  const common = commonWords[language]
  return (
    <form class="card" method="post" action={`/relay/invitations/${offer.id}/reserve`} novalidate>
      <h2>{words.how_many}</h2>
      <Once value={form.key} />
      <NumberField
        name="guests"
        label={words.guests}
        hint={words.guests_hint(words.left(offer.bookable))}
        error={errors['guests']}
        value={form.guests}
        max={offer.bookable}
      />
      <NumberField
        name="companions"
        label={words.companions}
        hint={words.companions_hint[offer.companions]}
        error={errors['companions']}
        value={form.companions}
        max={50}
      />
      <fieldset class="field" aria-describedby="access-hint">
        <legend>{words.access}</legend>
        <span class="hint" id="access-hint">
          {words.access_hint}
        </span>
        {ACCESS_NEEDS.map((need) => (
          <Check
            name="access_needs"
            value={need}
            id={need}
            label={common.access[need]}
            checked={form.access_needs.includes(need)}
          />
        ))}
      </fieldset>
      <p class="soft small">{words.nameless}</p>
      <div class="row">
        <button type="submit">{words.book_seats}</button>
      </div>
    </form>
  )
}

function Wait({ language, offer, form, errors }: FormProps) {
  const words = relayWords[language]
  return (
    <form class="card" method="post" action={`/relay/invitations/${offer.id}/wait`} novalidate>
      <h2>{words.wait_title}</h2>
      <p>{words.wait_text}</p>
      <Once value={form.key} />
      <NumberField
        name="seats"
        label={words.wait_seats}
        error={errors['seats']}
        value={form.seats}
        max={50}
      />
      <div class="row">
        <button type="submit">{words.wait_button}</button>
      </div>
    </form>
  )
}
