import { runPeer } from '../run.ts'
import { installStripeServers } from './install.ts'

// `npm run test:stripe`: what the adapter asks, and what our emulated Stripe answers, held against Stripe's own OpenAPI
// and a second, independent emulation. Both servers are installed and started here, and kept under .fauteuil/stripe.
await runPeer('stripe', installStripeServers)
