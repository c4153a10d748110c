import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { freshWorld, type World } from '../setup/world.ts'
import { pastConvention, pastFile } from './past.ts'

const PROGRAM = join(import.meta.dirname, '../../src/local/import.ts')

let world: World
beforeAll(async () => {
  world = await freshWorld()
  await pastConvention(world, 2019)
})

function run(args: readonly string[], environment: NodeJS.ProcessEnv = { DATABASE_URL: world.database.url }) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { ...process.env, ...environment }
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}

test('npm run import says what it did in one line, broken rows and what waits apart', async () => {
  const file = pastFile(['A-1;2019-09-14;12,50', 'A-2;2019-09-14;x', 'A-3;2012-09-14;3'], 'gifts.csv')
  const asked = ['--file', file, '--structure', world.structure.organisation_id]
  const tried = await run([...asked, '--dry-run'])
  expect(tried).toMatchObject({
    code: 0,
    out: 'gifts.csv: 2 gifts would be booked, €15.50; 1 of them would wait in suspense; 1 broken row.\n',
    err: expect.stringMatching(
      /\n1 gift of this file would wait in suspense: no convention in force covers its day\. Agree one .*\n$/,
    ),
  })

  const done = await run(asked)
  expect(done.code).toBe(0)
  expect(done.out).toMatch(
    /^gifts\.csv: 2 gifts booked, €15\.50; 1 of them in suspense; 1 broken row, kept in .*gifts\.rejected\.csv\.\n$/,
  )
  expect(done.err).toContain('line 3, amount: “x” is not an amount')
  expect(done.err).toMatch(
    /\n1 imported gift, €3\.00, given in September 2012, waits in suspense: no convention in force covers its day\. .* it is booked by itself .*\n$/,
  )
  expect(JSON.parse((await run([...asked, '--json', '--dry-run'])).out)).toMatchObject({
    booked_now: { gifts: 0, cents: 0 },
  })

  const again = await run([...asked, '--json'])
  expect(again.out.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(again.out)).toMatchObject({
    gifts: 2,
    broken: 1,
    dry_run: false,
    finished_before: expect.any(String),
    booked_now: { gifts: 0, cents: 0 },
    in_suspense: { gifts: 1, cents: 300 },
  })
  expect(again.err).toMatch(
    /^gifts\.csv was imported before, on .* at \d\d:\d\d: nothing was booked again\.\n/,
  )
  const words = await run(asked)
  expect(words.out).toMatch(
    /^gifts\.csv was imported before, on .*: nothing was booked again\. What it brought then: 2 gifts booked, €15\.50; 1 of them in suspense; 1 broken row\.\n$/,
  )
})

test('the JSON of a first import says what it has booked now', async () => {
  const file = pastFile(['B-1;2019-09-14;10', 'B-2;2019-09-15;0,50'])
  const { out, err } = await run(['--file', file, '--structure', world.structure.organisation_id, '--json'])
  expect(JSON.parse(out)).toMatchObject({
    gifts: 2,
    finished_before: null,
    booked_now: { gifts: 2, cents: 1050 },
  })
  expect(err).not.toContain('nothing was booked again')
})

test.each([
  ['no database', [], { DATABASE_URL: '' }, /DATABASE_URL is not set/],
  ['no file named', ['--structure', '0'], {}, /Both --file and --structure/],
  ['no such option', ['--files', 'x'], {}, /Unknown option/],
  [
    'no such file',
    ['--file', '/nowhere.csv', '--structure', '01a209c5-2549-7a85-8682-b5773ab5c838'],
    {},
    /There is no file/,
  ],
  [
    'no structure',
    ['--file', pastFile(['A;2019-09-14;1']), '--structure', '01a209c5-2549-7a85-8682-b5773ab5c838'],
    {},
    /No structure has the id/,
  ],
  ['no id', ['--file', 'x', '--structure', 'theatre'], {}, /theatre is not an id/],
  [
    'no answer',
    ['--file', pastFile(['A;2019-09-14;1']), '--structure', '01a209c5-2549-7a85-8682-b5773ab5c838'],
    { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
    /The import stopped: .*ECONNREFUSED.*the same command continues/,
  ],
])('%s: it says so, and what to do', async (_name, args, environment, said) => {
  const { code, out, err } = await run(args, { DATABASE_URL: world.database.url, ...environment })
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err).toMatch(said)
})
