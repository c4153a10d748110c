import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** What a command was asked with. `--help`, and what it does not know, end it with how it is used (0, and 2). */
export function asked<const O extends Options>(usage: string, options: O) {
  if (process.argv.includes('--help')) {
    console.log(usage)
    return process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return process.exit(2)
  }
}

/** How a command tells what is on its way. When it answers in JSON, standard output is left to that line alone. */
export const tellerOf =
  ({ json }: { json: boolean | undefined }) =>
  (line: string): void =>
    json ? console.error(line) : console.log(line)
