/** What this Worker's wrangler.toml says. It has no database and no secret. */
export interface EdgeEnv {
  /** our own address */
  FAUTEUIL: string
  /** the structure's public key, `pk_…` */
  STRUCTURE: string
  /** where the ticketing is, when it is not what this route stands before */
  TICKETING?: string
}
