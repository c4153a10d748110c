/** An answer that is no success, in Stripe's envelope. */
export class StripeError extends Error {
  readonly status: number
  readonly error: ErrorBody
  readonly headers: Record<string, string>
  constructor(status: number, error: ErrorBody, headers: Record<string, string> = {}) {
    super(error.message)
    this.status = status
    this.error = error
    this.headers = headers
  }
}
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
}

export const invalid = (message: string, more: { code?: string; param?: string; status?: number } = {}) => {
  const { status = 400, ...said } = more
  return new StripeError(status, { type: 'invalid_request_error', message, ...said })
}

/** In the path: 404; in a parameter: 400. Both carry the same code. */
export const missing = (kind: string, id: string, param: string, status: 400 | 404 = 404) =>
  invalid(`No such ${kind}: '${id}'`, { code: 'resource_missing', param, status })

/** The same key came while its first request was still being carried out. Nothing is remembered of it. */
export const keyInUse = () =>
  new StripeError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through). Please try again later.',
  })

export const rateLimited = (retry_after_s?: number) =>
  new StripeError(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://docs.stripe.com/rate-limits.',
    },
    {
      'stripe-rate-limited-reason': 'endpoint-rate',
      ...(retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }),
    },
  )
