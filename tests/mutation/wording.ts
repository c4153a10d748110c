import type { Ignorer } from '@stryker-mutator/api/ignore'

/** What is looked at of a node of the syntax tree (Babel's). */
interface Place {
  node: Node
  parentPath: Place | null
}
interface Node {
  type: string
  value?: unknown
  name?: string
  callee?: Node
  property?: Node
  key?: Node
  quasis?: { value: { raw: string } }[]
  properties?: { key?: Node }[]
}

/**
 * Leaves alone what is only said to people: lines of the log, translations, descriptions in the API's document, and
 * sentences (three words or more). Tests ask that something is said, and of whom; not in which words.
 */
export const wording: Ignorer = {
  shouldIgnore(path) {
    const { node, parentPath } = path as unknown as Place
    if (node.type === 'CallExpression' && node.callee?.property?.name === 'log') return 'a line of the log'
    if (describes(node, parentPath?.node)) return 'a description'
    const text = textOf(node)
    if (text === null || parentPath === null) return undefined
    if (parentPath.node.type === 'ObjectProperty' && ['fr', 'en'].includes(parentPath.node.key?.name ?? ''))
      return 'a translation'
    const words = text.match(/\p{L}{2,}/gu) ?? []
    return words.length >= 3 && !namesStep(parentPath.node) ? 'a sentence' : undefined
  },
}

/** What `openapi()` adds to a schema for readers of the document. */
const describes = ({ type, properties = [] }: Node, parent: Node | undefined): boolean =>
  type === 'ObjectExpression' &&
  parent?.callee?.property?.name === 'openapi' &&
  properties.every(({ key }) => ['description', 'example'].includes(key?.name ?? ''))

function textOf({ type, value, quasis = [] }: Node): string | null {
  if (type === 'StringLiteral') return String(value)
  if (type === 'TemplateLiteral') return quasis.map((quasi) => quasi.value.raw).join(' … ')
  return null
}

/** A saga's step is known by its name: that one is no mere wording. */
const namesStep = ({ type, callee }: Node): boolean =>
  type === 'CallExpression' && ['step', 'sleep'].includes(callee?.property?.name ?? '')
