import { contractSuite } from '../../contract/suite.ts'
import { makeHarness } from './harness.ts'

contractSuite('Stripe, emulated', makeHarness)
