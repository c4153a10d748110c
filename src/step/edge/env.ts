/** What this Worker's wrangler.toml says, and its one secret. It has no database. */
export interface EdgeEnv {
  /** our own address */
  FAUTEUIL: string
  /** the structure's public key, `pk_…` */
  STRUCTURE: string
  /** what it proves itself with; without, the step is shown, but its carts and orders are not told */
  EDGE_TOKEN?: string
  /** where the ticketing is, when it is not what this route stands before */
  TICKETING?: string
}
