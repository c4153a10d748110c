import { adapters, isPlatform } from '../../adapters/registry.ts'
import { sha256 } from '../platform/secrets.ts'
import type { StepSource } from '../platform/verbs.ts'
import { STEP_LANGUAGES, type PublishedStep, type StepLanguage } from './configuration.ts'
import { fill } from './say.ts'
import { suggest } from './suggest.ts'
import { stepWords } from './words/index.ts'

/** More than so many seats at once is unusual. */
const UNUSUAL_SEATS = 20

/** What is published of a step; null until a convention collects for it. Pure. */
export async function makeStep(source: StepSource, origin: string): Promise<PublishedStep | null> {
  const { key, structure_id, structure, terms, max_cents, shown_percent, origins } = source
  if (!terms) return null
  const { collects: open, opened, left_cents, seat_price_cents: price_cents, planned_seats: planned } = terms
  const lines = source.connections.flatMap((one) =>
    isPlatform(one.platform) ? [{ ...one, adapter: adapters[one.platform] }] : [],
  )
  const shown = {
    key,
    structure_id,
    page: `${origin}/don/${key}`,
    structure,
    price_cents,
    planned,
    suggestions: suggest(price_cents, max_cents),
    max_cents,
    unusual_cents: Math.min(UNUSUAL_SEATS * price_cents, max_cents),
    shown_percent,
    pays: lines.some(({ adapter }) => adapter.capabilities.pay),
    place:
      lines.map(({ adapter, settings, provision }) => adapter.stepPlace(settings, provision)).find(Boolean) ??
      null,
    words: Object.fromEntries(
      STEP_LANGUAGES.map((language) => [language, saidIn(language, source, terms)]),
    ) as PublishedStep['words'],
    origins,
  }
  const version = (await sha256(JSON.stringify(shown))).slice(0, 12)
  return {
    ...shown,
    version,
    open,
    opened,
    left_cents,
    trial: source.trial,
    edge_generation: source.edge_generation,
  }
}

/** Deductible exactly as the convention says; where it says nothing, not a word of it. */
function saidIn(
  language: StepLanguage,
  { texts, structure, association }: StepSource,
  { holder, receipt }: NonNullable<StepSource['terms']>,
) {
  const words = { ...stepWords[language], ...texts[language] }
  const names = { structure, donee: association ?? structure, association: association ?? structure }
  const received = fill(words.received_by, { receiver: names[holder] })
  const issued = receipt === 'none' ? '' : fill(words.receipt, { receiver: names[receipt] })
  return { ...words, receipt: issued, small: `${received} ${issued}`.trim() }
}
