import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionFiles } from '../../src/local/migrate-functions.ts'

const SOURCE = join(import.meta.dirname, '../../src')

/** What the verbs write, read from their SQL: `insert entry`, `update seat.state`, `delete idempotency`; and where. */
export async function writtenByVerbs(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const file of await functionFiles(SOURCE)) {
    if (file === 'worker.sql') continue
    const text = readFileSync(join(SOURCE, file), 'utf8').replaceAll(/--.*$/gm, '')
    for (const write of writesOf(text)) found.set(write, file)
  }
  return found
}

function writesOf(sql: string): string[] {
  const writes: string[] = []
  // a look ahead: one statement writes more than one table
  const statements = sql.matchAll(/\b(insert into|delete from|update)\s+(\w+)(?=([^;]*))/g)
  for (const [, verb, table, after = ''] of statements) {
    if (verb === 'delete from') writes.push(`delete ${table}`)
    if (verb === 'insert into') {
      writes.push(`insert ${table}`)
      const own = after.split(/\binsert into\b/)[0] ?? ''
      const again = /\bdo update set\b([^;]*)/.exec(own)?.[1]
      if (again) writes.push(...columnsOf(again).map((column) => `update ${table}.${column}`))
    }
    const set = /^(?:\s+(?!set\b)\w+)?\s+set\b([^;]*)/.exec(after)?.[1]
    if (verb === 'update' && set) {
      writes.push(...columnsOf(set).map((column) => `update ${table}.${column}`))
    }
  }
  return writes
}

/** The columns of a `set` list: each name before a `=` that stands outside parentheses and `case … end`. */
function columnsOf(set: string): string[] {
  const columns: string[] = []
  let open = 0
  let expected = true
  for (const [word] of set.replaceAll(/"(\w+)"/g, '$1').matchAll(/[\w.]+|[(),=]|'[^']*'|\S/g)) {
    if (word === '(' || word === 'case') open += 1
    else if (word === ')' || word === 'end') open -= 1
    else if (open === 0 && word === ',') expected = true
    else if (open === 0 && expected) {
      columns.push(word)
      expected = false
    } else if (open === 0 && /^(from|where|returning)$/.test(word)) break
    if (open < 0) break
  }
  return columns
}
