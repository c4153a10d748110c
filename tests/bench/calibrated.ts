/** So few at first that even what is slow begins with a short round. */
const FIRST = 20

/**
 * A round of about so long, for what is told how often to run rather than how long: by the rate of the round before.
 * @param run runs so often by each client, and answers runs a second of all
 * @param events of one run
 */
export function calibrated(
  clients: number,
  run: (each: number) => Promise<number>,
  { events = 1, first = FIRST } = {},
): (duration_ms: number) => Promise<number> {
  let each_a_second: number | undefined
  return async (duration_ms) => {
    const each = each_a_second === undefined ? first : Math.round((each_a_second * duration_ms) / 1_000)
    const rate = await run(Math.max(1, each))
    each_a_second = rate / clients
    return rate * events
  }
}
