import { globSync, readFileSync } from 'node:fs'

/**
 * What the code imports from packages, to be bundled once: a mutant's tests begin in a thread that knows nothing, where
 * reading the hundreds of files of the libraries took most of the time. All of a package, or its classes would be there twice.
 * Not what reaches the database by itself, which tests and the tools share with Node.
 */
export function libraries(): string[] {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
  const imported = globSync('{src,adapters}/**/*.{ts,tsx}').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/ from '([^'.][^']*)'/g)].map(([, name]) => name!),
  )
  const ours = (name: string) =>
    Object.keys(dependencies).some((one) => name === one || name.startsWith(`${one}/`))
  return [
    ...new Set([...imported.filter(ours), 'fast-check', 'hono/jsx/jsx-runtime', 'hono/jsx/jsx-dev-runtime']),
  ].filter((name) => !name.startsWith('drizzle-orm/node-postgres'))
}
