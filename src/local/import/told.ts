import { basename } from 'node:path'
import { agreeing, formatsOf, plural } from '../../platform/languages.ts'
import type { Imported } from './options.ts'

const { evening, money, month } = formatsOf('en')

/** One line of counts. @param file its path, as it was named */
export function summed(file: string, done: Imported): string {
  const counted = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : [])
  const kept = done.rejected_file ? `, kept in ${done.rejected_file}` : ''
  const counts = [
    `${plural.en(done.gifts, 'gift', 'gifts')}${done.dry_run ? ' would be' : ''} booked, ${money(done.cents)}`,
    ...counted(done.suspended, done.dry_run ? 'of them would wait in suspense' : 'of them in suspense'),
    ...counted(done.known, 'known from an earlier import'),
    ...counted(done.broken, `broken ${agreeing.en(done.broken, 'row', 'rows')}${kept}`),
  ].join('; ')
  return done.finished_before === null
    ? `${basename(file)}: ${counts}.`
    : `${again(file, done.finished_before)} What it brought then: ${counts}.`
}

/** A file that was imported to its end, at this instant. */
export function again(file: string, finished_before: string): string {
  return `${basename(file)} was imported before, on ${evening(finished_before)}: nothing was booked again.`
}

/** What waits, and what to do about it; empty when nothing does. */
export function suspense({ dry_run, suspended, in_suspense }: Imported): string {
  const todo = (gifts: number) =>
    `: no convention in force covers ${agreeing.en(gifts, 'its day. Agree one for that season; it is', 'their days. Agree one for each of those seasons; they are')} booked by ${agreeing.en(gifts, 'itself', 'themselves')} as soon as it is in force. The operator’s page shows what waits.`
  if (dry_run && suspended > 0)
    return `${plural.en(suspended, 'gift', 'gifts')} of this file would wait in suspense${todo(suspended)}`
  const { gifts, cents, first, last } = in_suspense
  if (first === null || last === null) return ''
  const [from, to] = [month(first), month(last)]
  const given = from === to ? `given in ${from}` : `given from ${from} to ${to}`
  return `${plural.en(gifts, 'imported gift', 'imported gifts')}, ${money(cents)}, ${given}, ${agreeing.en(gifts, 'waits', 'wait')} in suspense${todo(gifts)}`
}
