import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stripe } from 'stripe'
import { expect, it } from 'vitest'
import { checkArrived } from './arrived.ts'
import { CALA_VERSION } from './cala/open.ts'
import { openOrSkip } from './open-or-skip.ts'
import { lastWords, runProgram } from './program.ts'
import { signedEvents } from './stripe-sync-engine/event.ts'
import { throwawayFolder } from '../../setup/folder.ts'

const folder = throwawayFolder()

it('signs events as Stripe does, each of its own payment, of about 1.9 KB', () => {
  const next = signedEvents('whsec_of_the_test', 'Test')
  const events = [next(), next()].map(({ body, signature }) => {
    expect(Buffer.byteLength(body)).toBeGreaterThan(1_850)
    expect(Buffer.byteLength(body)).toBeLessThan(1_950)
    return new Stripe('sk_test_x').webhooks.constructEvent(body, signature, 'whsec_of_the_test')
  })
  const ids = events.flatMap(({ id, data }) => [id, (data.object as Stripe.PaymentIntent).id])
  expect(new Set(ids).size).toBe(4)
})

it('throws away a round of which not everything arrived', () => {
  expect(() => checkArrived('peer', 10, 10, 'rows')).not.toThrow()
  expect(() => checkArrived('peer', 10, 9, 'rows')).toThrow('took 10 events, and its database holds 9 rows')
})

it('says in one sentence why a peer is skipped', async () => {
  const options = { what: 'a program', cwd: folder, log: join(folder, 'log') }
  const missing = await openOrSkip('peer', () => runProgram('no-such-program', [], options).then(never))
  expect(missing).toEqual({ name: 'peer', skipped: 'no-such-program is not installed here' })

  const script = 'console.error("some lines\\nerror: the disk is full\\nmore"); process.exit(3)'
  const failing = await openOrSkip('peer', () =>
    runProgram(process.execPath, ['-e', script], options).then(never),
  )
  expect(failing).toMatchObject({
    skipped: expect.stringMatching(/^a program failed: error: the disk is full \(all of it: .*log\)$/),
  })
})

it('takes the line that says most', () => {
  expect(lastWords('npm error code E404\nnpm error 404 Not Found\n')).toBe('npm error code E404')
  expect(lastWords('one\ntwo\n\n')).toBe('two')
})

it('names the release of cala-ledger that cargo is told to take', () => {
  const cargo = readFileSync(join(import.meta.dirname, 'cala/Cargo.toml'), 'utf8')
  expect(cargo).toContain(`cala-ledger = "=${CALA_VERSION}"`)
})

function never(): never {
  throw new Error('the program should have failed')
}
