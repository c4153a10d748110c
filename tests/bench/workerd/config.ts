/** What a bundled Worker is served with. */
export interface Served {
  /** beside the configuration; the first is what is asked */
  modules: readonly [string, ...string[]]
  compatibility_date: string
  port: number
  vars: Record<string, string>
  /** where a stand-in for its queue is, and listens */
  queue?: { module: string; port: number; name: string; batch: number }
}

/** A configuration of `workerd serve`: the Worker as it is deployed, and stand-ins for what plain workerd does not have. */
export function workerdConfig({ modules, compatibility_date, port, vars, queue }: Served): string {
  const texts = Object.entries(vars).map(([name, text]) => `(name = "${name}", text = ${quoted(text)})`)
  const platform = queue
    ? [
        '(name = "INBOX", queue = "queue")',
        '(name = "FILES", r2Bucket = "absent")',
        '(name = "RESERVATIONS", service = "absent")',
      ]
    : []
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "absent", worker = .absent),${queue ? '\n    (name = "queue", worker = .queue),' : ''}
  ],
  sockets = [
    (name = "main", address = "127.0.0.1:${port}", http = (), service = "main"),${
      queue
        ? `\n    (name = "queue", address = "127.0.0.1:${queue.port}", http = (), service = "queue"),`
        : ''
    }
  ],
);

const main :Workerd.Worker = (
  modules = [
    ${modules.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(',\n    ')}
  ],
  compatibilityDate = "${compatibility_date}",
  bindings = [
    ${[...texts, ...platform].join(',\n    ')}
  ],
);

const absent :Workerd.Worker = (
  modules = [(name = "absent", esModule = "export default { fetch: () => new Response(null, { status: 501 }) }")],
  compatibilityDate = "${compatibility_date}",
);
${queue ? queueOf(queue, compatibility_date) : ''}`
}

function queueOf({ module, name, batch }: NonNullable<Served['queue']>, date: string): string {
  return `
const queue :Workerd.Worker = (
  modules = [(name = "queue", esModule = embed "${module}")],
  compatibilityDate = "${date}",
  compatibilityFlags = ["service_binding_extra_handlers"],
  bindings = [
    (name = "CONSUMER", service = "main"),
    (name = "QUEUE", text = ${quoted(name)}),
    (name = "BATCH", json = "${batch}")
  ],
);
`
}

/** As Cap'n Proto writes text. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
