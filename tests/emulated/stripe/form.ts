export type Form = string | Form[] | { [name: string]: Form }

/**
 * Reads parameters as Stripe's clients write them: `line_items[0][price]=…&expand[]=…`. Numbers as keys make a list.
 */
export function readForm(text: string): Record<string, Form> {
  const whole: Record<string, Form> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split('[').map((part) => part.replace(/\]$/, ''))
    put(whole, path, value)
  }
  return listed(whole) as Record<string, Form>
}

function put(into: Record<string, Form>, [head = '', ...rest]: string[], value: string): void {
  const key = head === '' ? String(Object.keys(into).length) : head
  if (rest.length === 0) {
    into[key] = value
    return
  }
  const inner = into[key]
  const next = typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  into[key] = next
  put(next, rest, value)
}

function listed(form: Form): Form {
  if (typeof form === 'string' || Array.isArray(form)) return form
  const entries = Object.entries(form).map(([key, value]) => [key, listed(value)] as const)
  const isList = entries.length > 0 && entries.every(([key], at) => key === String(at))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
