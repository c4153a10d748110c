import { contractSuite } from '../../contract/suite.ts'
import { pretixHarness } from './harness.ts'

contractSuite('pretix, a real server', pretixHarness)
