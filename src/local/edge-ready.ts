import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

// Said before the edge Worker is deployed: what of its configuration is still the example's.

const text = readFileSync(resolve(import.meta.dirname, '../step/edge/wrangler.toml'), 'utf8')
const unset = Object.entries({
  FAUTEUIL: text.includes('FAUTEUIL = "https://fauteuil.example.fr"'),
  STRUCTURE: text.includes('STRUCTURE = "pk_"'),
  routes: !/^routes = /m.test(text),
}).flatMap(([name, is]) => (is ? [name] : []))
if (unset.length > 0)
  console.warn(
    `NOT SET in src/step/edge/wrangler.toml: ${unset.join(', ')}. What is deployed so stands before no page; README, "Edge".`,
  )
