import type { StripeError } from '../errors.ts'
import { API_VERSION } from '../objects/event.ts'

export const headersOf = (request_id: string) => ({
  'content-type': 'application/json',
  'request-id': request_id,
  'stripe-version': API_VERSION,
})

/** A refusal, in Stripe's envelope. */
export const told = (problem: StripeError, request_id: string): Response =>
  new Response(bodyOf(problem), {
    status: problem.status,
    headers: { ...headersOf(request_id), ...problem.headers },
  })

export const bodyOf = ({ error }: StripeError): string =>
  JSON.stringify({ error: { doc_url: 'https://docs.stripe.com/error-codes', ...error } }, null, 2)
