import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

export interface Report {
  requests: number
  /** those that were asked, such as `GET /v1/me` */
  routes: Set<string>
  /** those of them that were answered with a success at least once */
  done: Set<string>
}
interface Event {
  ScenarioFinished?: {
    recorder: { label: string; interactions?: Record<string, { response: { status_code: number } | null }> }
  }
}

/** What Schemathesis asked and was answered, from its own record: one event a line. */
export async function readReport(file: string): Promise<Report> {
  const report: Report = { requests: 0, routes: new Set(), done: new Set() }
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const recorder = (JSON.parse(line) as Event).ScenarioFinished?.recorder
    if (!recorder) continue
    for (const { response } of Object.values(recorder.interactions ?? {})) {
      report.requests += 1
      report.routes.add(recorder.label)
      if (response && response.status_code < 300) report.done.add(recorder.label)
    }
  }
  return report
}
