import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openFile, rowsOf } from '../../src/local/import/file.ts'
import { isBroken } from '../../src/local/import/gift-row.ts'
import { NOW } from '../setup/world.ts'
import { pastFile } from './past.ts'

/** What a file says, row by row: `line reference cents`, or `line reason`. */
async function read(content: string): Promise<string[]> {
  const rows: string[] = []
  for await (const part of rowsOf(await openFile(pastFile(content)), NOW)) {
    for (const { line, found } of part.rows) {
      rows.push(isBroken(found) ? `${line} ${found.reason}` : `${line} ${found.reference} ${found.cents}`)
    }
  }
  return rows
}
const gift = 'A;2019-09-14;5'

describe('a file', () => {
  test.each([
    ['plain', `reference;given_at;amount\n${gift}\n`],
    ['without an end', `reference;given_at;amount\n${gift}`],
    ['of a spreadsheet', `\ufeffreference;given_at;amount\r\n${gift}\r\n`],
    ['with commas', 'reference,given_at,amount\nA,2019-09-14,"5,00"\n'],
    ['quoted', '"reference";"given_at";"amount"\n"A";"2019-09-14";"5"\n'],
    ['with other columns, in any order', 'nom;Amount;Reference;given_at;note\nDupont;5;A;2019-09-14;;\n'],
    ['with empty lines', `\nreference;given_at;amount\n\n${gift}\n\n\n`],
  ])('%s is read', async (_name, content) => {
    expect((await read(content)).map((row) => row.replace(/^\d+ /, ''))).toEqual(['A 500'])
  })

  test.each([
    ['no such columns', 'date;montant\n1;2\n', /has to name the columns/],
    ['one column missing', 'reference;amount\nA;5\n', /has to name the columns/],
    ['UTF-16', '\ufffe\ufffer\u0000e\u0000', /has to name the columns/],
    ['empty', '', /is empty/],
  ])('%s is refused whole', async (_name, content, reason) => {
    await expect(openFile(pastFile(content))).rejects.toThrow(reason)
  })
})

describe('quotation marks', () => {
  const header = 'reference;given_at;amount;note\n'
  test('a remark may hold separators, marks and line breaks', async () => {
    const remark = '"Merci ; ""beaucoup""\n\nà tous"'
    expect(await read(`${header}A;2019-09-14;5;${remark}\nB;2019-09-14;6;\n`)).toEqual(['2 A 500', '5 B 600'])
  })

  test('one that is never closed costs its own row, and swallows none behind it', async () => {
    const many = Array.from({ length: 40 }, (_, n) => `N${n};2019-09-14;5;`).join('\n')
    const rows = await read(`${header}A;2019-09-14;5;"oubli\n${many}\n`)
    expect(rows[0]).toBe('2 row_unreadable')
    expect(rows).toHaveLength(41)
    expect(rows.filter((row) => row.endsWith(' 500'))).toHaveLength(40)
  })

  test('two that would close each other around a gift do not hide it', async () => {
    const rows = await read(
      `${header}A;2019-09-14;5;"Jean\nB;2019-09-14;6;\nC;2019-09-14;7;Paul"\nD;2019-09-14;8;\n`,
    )
    expect(rows).toEqual(['2 row_unreadable', '3 B 600', '4 row_unreadable', '5 D 800'])
  })

  test('whatever stands in a quoted remark, the gift beside it is read, and the next one too', async () => {
    const remark = fc.string({ unit: fc.constantFrom(...'ab ";,\né'.split('')), maxLength: 15 })
    await fc.assert(
      fc.asyncProperty(remark, async (text) => {
        const rows = await read(`${header}A;2019-09-14;5;"${text.replaceAll('"', '""')}"\nB;2019-09-14;6;\n`)
        expect(rows.map((row) => row.replace(/^\d+ /, ''))).toEqual(['A 500', 'B 600'])
      }),
      { numRuns: 200 },
    )
  })
})

test('rows are the same wherever the file is cut on its way in', async () => {
  const wide = Array.from(
    { length: 60_000 },
    (_, n) => `É${n};2019-09-14;${n % 90};"a${n % 3 === 0 ? '\n' : ''}é"`,
  )
  const rows = await read(`reference;given_at;amount;note\n${wide.join('\r\n')}`)
  expect(rows).toHaveLength(60_000)
  expect(rows.filter((row) => !/^\d+ É\d+ \d+$/.test(row))).toEqual([])
  expect(rows.at(-1)).toBe('80001 É59999 5900')
})
