import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { buildWorker, deployed } from '../bench/workerd/build.ts'

export interface ServedWorker {
  url: string
  /** runs the scheduled handler, as cron does every minute */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** The Worker as it is deployed, in workerd, with its queue, Workflows and files, which Miniflare simulates. */
export async function serveWorker(
  folder: string,
  bindings: Record<string, string>,
  hear: (line: string) => void,
): Promise<ServedWorker> {
  const built = await buildWorker(join(folder, 'build'))
  const modules = await Promise.all(
    built.modules.map(async (path) => {
      const contents = await readFile(join(built.folder, path), 'utf8')
      return { type: 'ESModule' as const, path, contents }
    }),
  )
  const engine = new Miniflare(
    convertV4MiniflareOptions({
      name: 'fauteuil',
      modules,
      compatibilityDate: deployed('compatibility_date'),
      bindings,
      queueProducers: { INBOX: { queueName: 'fauteuil-inbox' } },
      queueConsumers: {
        'fauteuil-inbox': {
          maxBatchSize: Number(deployed('max_batch_size')),
          maxBatchTimeout: 1,
          maxRetries: 5,
          deadLetterQueue: 'fauteuil-inbox-dead',
        },
        'fauteuil-inbox-dead': { maxBatchSize: 100, maxBatchTimeout: 5, maxRetries: 5 },
      },
      r2Buckets: { FILES: 'fauteuil-files' },
      kvNamespaces: { STEPS: 'fauteuil-steps' },
      workflows: { RESERVATIONS: { name: 'fauteuil-reservation', className: 'ReservationWorkflow' } },
      resourcePersistencePath: join(folder, 'worker'),
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
      unsafeTriggerHandlers: true,
      logRequests: false,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: ({ message }) => hear(message),
    }),
  )
  const url = (await engine.ready).href.replace(/\/$/, '')
  return {
    url,
    async tick() {
      const query = new URLSearchParams({ cron: '* * * * *', time: String(Date.now()) })
      const answer = await fetch(`${url}/cdn-cgi/local/scheduled?${query.toString()}`)
      if (!answer.ok) hear(`cron answered ${answer.status}: ${await answer.text()}`)
    },
    stop: async () => engine.dispose(),
  }
}
