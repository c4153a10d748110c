/**
 * How a saga moves: each `step` is done at least once and its answer remembered, each `sleep` outlives a restart.
 * In production a Cloudflare Workflow; in a test a few lines.
 */
export interface Steps {
  step<T>(name: string, run: () => Promise<T>): Promise<T>
  sleep(name: string, duration_ms: number): Promise<void>
}
