import { z } from '@hono/zod-openapi'
import { adapters, type Platform } from '../../adapters/registry.ts'
import { instant } from '../people/index.ts'

const platforms = Object.keys(adapters) as [Platform, ...Platform[]]
const checkSchema = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })
export const checksSchema = z.array(checkSchema)

/** A connection as it is shown. What opens the ticketing is never among it. */
export const connectionSchema = z
  .object({
    id: z.uuid(),
    structure_id: z.uuid(),
    platform: z.string(),
    settings: z.record(z.string(), z.unknown()),
    state: z.enum(['draft', 'enabled', 'disabled']),
    hook_generation: z.int().describe('counts the webhook addresses that it has had'),
    hook_overlap_ends_at: instant.nullable().describe('until then the address before stays good'),
    checks: checksSchema.nullable().describe('what the last `enable` found'),
    checked_at: instant.nullable(),
    reconciled_at: instant.nullable(),
  })
  .openapi('Connection')

const connectionOf = (platform: Platform) =>
  z
    .object({
      structure_id: z.uuid().optional().describe('whose ticketing; the operator has to say it'),
      platform: z.literal(platform),
      settings: adapters[platform].settings,
      credentials: adapters[platform].credentials,
    })
    .strict()
const [first, ...others] = platforms
export const newConnectionSchema = z
  .discriminatedUnion('platform', [connectionOf(first), ...others.map(connectionOf)])
  .openapi('NewConnection')
export const createdConnectionSchema = connectionSchema
  .pick({ id: true, structure_id: true, platform: true, settings: true, state: true })
  .openapi('CreatedConnection')

export const connectionChangeSchema = z
  .object({
    settings: z.record(z.string(), z.unknown()).optional().describe('whole, as when it was created'),
    credentials: z.record(z.string(), z.unknown()).optional().describe('whole, as when it was created'),
  })
  .strict()
  .refine(({ settings, credentials }) => settings ?? credentials, 'has neither settings nor credentials')
  .openapi('ConnectionChange')
export const changedConnectionSchema = z.object({ id: z.uuid() }).openapi('ChangedConnection')

const recorded = { id: z.uuid(), state: z.enum(['enabled', 'disabled']), checks: checksSchema }
/** What `record_connection` answers. */
export const recordSchema = z.object({ ...recorded, now: instant })
export const enabledConnectionSchema = z
  .object({ ...recorded, checked_at: instant })
  .openapi('EnabledConnection')
export const rotatedHookSchema = enabledConnectionSchema
  .extend({
    hook_generation: z.int(),
    hook_overlap_ends_at: instant.nullable().describe('until then the address before stays good'),
  })
  .openapi('RotatedHook')
