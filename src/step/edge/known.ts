import type { PublishedStep } from '../configuration.ts'
import type { EdgeEnv } from './env.ts'

/** For so long what an isolate knows is shown without asking; then it is shown once more while it is asked for again. */
const FRESH_MS = 30_000
/** For so long Fauteuil is left alone after it did not answer. */
const LEFT_ALONE_MS = 5_000
/** Whoever does not answer by then has not answered. */
const PATIENCE_MS = 2_000
/** For so long the step is shown though Fauteuil is not there. */
const KEPT_S = 7 * 24 * 3600

let known: { until_ms: number; step: PublishedStep | null } | null = null

/** The step as last published: at once where this isolate knows it, else from this location's cache or from Fauteuil. */
export async function knownStep(
  env: EdgeEnv,
  later: (work: Promise<unknown>) => void,
): Promise<PublishedStep | null> {
  if (!known) return refresh(env)
  if (Date.now() > known.until_ms) later(refresh(env))
  return known.step
}

async function refresh(env: EdgeEnv): Promise<PublishedStep | null> {
  const address = `${env.FAUTEUIL}/step/${env.STRUCTURE}/all.json`
  try {
    const step = await ask(address)
    known = { until_ms: Date.now() + FRESH_MS, step }
  } catch (cause) {
    // eslint-disable-next-line no-console -- the Worker's log is its standard output
    console.log(JSON.stringify({ event: 'step_not_asked', cause: String(cause) }))
    known = { until_ms: Date.now() + LEFT_ALONE_MS, step: known?.step ?? (await kept(address)) }
  }
  return known.step
}

/** @throws whatever kept it from an answer of Fauteuil's own */
async function ask(address: string): Promise<PublishedStep | null> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })
  if (answer.status === 404) {
    await caches.default.delete(address)
    return null
  }
  if (!answer.ok) throw new Error(`${answer.status} of ${address}`)
  const text = await answer.text()
  const step = read(text)
  await caches.default.put(address, new Response(text, { headers: { 'cache-control': `max-age=${KEPT_S}` } }))
  return step
}

async function kept(address: string): Promise<PublishedStep | null> {
  const copy = await caches.default.match(address)
  return copy ? read(await copy.text()) : null
}

/** @throws when it is none */
function read(text: string): PublishedStep {
  const step = JSON.parse(text) as PublishedStep
  if (typeof step.key !== 'string' || typeof step.words?.fr?.title !== 'string') throw new Error('no step')
  return step
}
