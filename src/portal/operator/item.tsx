import type { Child } from 'hono/jsx'

/** One thing that needs a person. */
export function Item({ title, since, children }: { title: string; since: string; children?: Child }) {
  return (
    <section class="card todo">
      <h3>{title}</h3>
      <p class="soft small">{since}</p>
      {children}
    </section>
  )
}
