import { contractSuite } from '../../contract/suite.ts'
import { makeHarness } from './harness.ts'

contractSuite('open, against the demonstration box office', makeHarness)
