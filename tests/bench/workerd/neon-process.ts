import { startNeonEndpoint } from '../../../src/local/neon.ts'

// The stand-in for Neon's HTTP in a process of its own, as Neon is: it takes nothing from who delivers.
const connections = Number(process.argv[2])
const neon = await startNeonEndpoint({ connections })
process.send?.({ url: neon.url })
process.once('disconnect', () => process.exit(0))
