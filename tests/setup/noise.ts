const noise: string[] = []

/** Notes something that no test should do unannounced. */
export function note(what: string): void {
  noise.push(what)
}

/**
 * What was said on console.error and console.warn, and asked of the network without a handler, since the test
 * began. A test that expects some of it takes it here and looks at it; what is left over fails the test.
 */
export function takeNoise(): string[] {
  return noise.splice(0)
}
