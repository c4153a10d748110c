import { readdirSync, readFileSync } from 'node:fs'

/** Processes (but not this one) whose command or environment names `folder`: those that were started for it. Linux. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => names(`/proc/${pid}/${file}`, folder)))
}

function names(file: string, folder: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(folder)
  } catch {
    // It ended meanwhile, or is not ours.
    return false
  }
}
