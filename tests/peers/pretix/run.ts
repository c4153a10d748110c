import { runPeer } from '../run.ts'
import { installPretix } from './install.ts'

// `npm run test:pretix`: everything that is tested against a real pretix. It is installed and started here, and
// kept between runs under .fauteuil/pretix.
await runPeer('pretix', installPretix)
