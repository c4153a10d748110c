/** What wrangler.toml binds; the queue's and the Workflow's payloads are ids, never content. */
export interface Env {
  DATABASE_URL: string
  /** only where the database is not Neon itself: an endpoint that speaks its HTTP protocol */
  NEON_ENDPOINT?: string
  /** `v1:<base64 of 32 bytes>,…`: the first encrypts, all decrypt */
  MASTER_KEYS: string
  /** our platform account at Stripe, where gifts are paid there: its secret key, and what it signs webhooks with (two while one is rotated, comma-separated) */
  STRIPE_SECRET_KEY?: string
  STRIPE_WEBHOOK_SECRETS?: string
  /** only where Stripe is not Stripe itself, in development */
  STRIPE_ADDRESS?: string
  /** our own address, as partners and people reach it */
  ORIGIN: string
  ENVIRONMENT: string
  /** `host:port`, comma-separated: private addresses that may be called all the same (development) */
  PRIVATE_ADDRESSES_ALLOWED?: string
  /** Cloudflare's mail service; without it mails stay in the outbox */
  EMAIL?: SendEmail
  /** the sender's address, on a domain that the mail service knows */
  MAIL_FROM?: string
  /** counts of requests by address, by key, and of failed authentications by address; absent, nothing is limited */
  ADDRESS_LIMIT?: RateLimit
  KEY_LIMIT?: RateLimit
  FAILURE_LIMIT?: RateLimit
  INBOX: Queue<InboxMessage>
  RESERVATIONS: Workflow<DriveParams>
  FILES: R2Bucket
  /** the donation steps as they are shown, by public key */
  STEPS: KVNamespace
}

/** One webhook that was stored. */
export interface InboxMessage {
  id: string
}

/** One run of the saga of a reservation: booking it, or taking seats back. */
export interface DriveParams {
  reservation_id: string
}
