import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { importGifts } from '../../src/local/import/import-gifts.ts'

// An import in a process of its own that is killed, as by `kill -9`, before or after its n-th statement of a kind.

const [database_url = '', file = '', structure_id = '', moment, statement = '', count] = process.argv.slice(2)
let seen = 0
// oxlint-disable-next-line typescript/unbound-method -- called on its client below
const query: (...args: unknown[]) => unknown = Client.prototype.query

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

Object.defineProperty(Client.prototype, 'query', {
  value(this: Client, ...args: unknown[]): unknown {
    const found = typeof args[0] === 'string' && args[0].includes(statement) && ++seen === Number(count)
    if (found && moment === 'before') die()
    const answer = query.apply(this, args)
    if (found && moment === 'sent') setImmediate(die)
    return found && moment === 'after' ? Promise.resolve(answer).finally(die) : answer
  },
})

await importGifts({
  database_url,
  file,
  structure_id,
  now: () => '2026-11-23T12:00:00.000Z',
  newId: uuidv7,
  batch_rows: 50,
})
