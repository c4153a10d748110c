import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the page for venues sends to Stripe by curl, as a form. */
export function curlOfPage(): URLSearchParams {
  const page = readFileSync(join(import.meta.dirname, '../../../adapters/stripe/README.md'), 'utf8')
  const [, command = ''] =
    /```sh\n(curl https:\/\/api\.stripe\.com\/v1\/checkout\/sessions[^`]+)```/.exec(page) ?? []
  const fields = [...command.matchAll(/-d '([^=']+)=([^']*)'/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ])
  if (fields.length <= 5) throw new Error('The page for venues shows no Checkout Session by curl.')
  return new URLSearchParams(fields)
}
