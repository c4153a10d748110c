import { z } from '@hono/zod-openapi'
import { instant, lineOf } from './fields.ts'

const role = z.enum(['operator', 'structure', 'relay'])

export const organisationSchema = z
  .object({
    id: z.uuid(),
    role,
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(['fr', 'en']),
    created_at: instant,
  })
  .openapi('Organisation')
export const newOrganisationSchema = z
  .object({
    name: lineOf(200).openapi({ example: 'Théâtre du Port' }),
    email: z
      .email()
      .max(200)
      .nullable()
      .default(null)
      .describe('where its mail goes; without one it reads its page'),
    language: z.enum(['fr', 'en']).default('fr'),
  })
  .strict()
  .openapi('NewOrganisation')

export const meSchema = z.object({ organisation_id: z.uuid(), role, name: z.string() }).openapi('Me')

export const newKeySchema = z
  .object({
    organisation_id: z.uuid(),
    label: lineOf(100).describe('what tells this key from the others, such as who holds it'),
  })
  .strict()
  .openapi('NewKey')
export const createdKeySchema = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    label: z.string(),
    key: z.string().nullable().describe('shown this once; null when the request is repeated'),
    notice: z.string(),
  })
  .openapi('CreatedKey')
export const keySchema = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    label: z.string(),
    created_at: instant,
    revoked_at: instant.nullable(),
  })
  .openapi('Key')
export const revokedKeySchema = z.object({ id: z.uuid(), revoked: z.literal(true) }).openapi('RevokedKey')

export const troubleSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    subject: z.string().describe('the id of what it is about'),
    message: z.string().describe('what happened'),
    todo: z.string().describe('what to do next'),
    opened_at: instant,
    resolved_at: instant.nullable(),
  })
  .openapi('Trouble')

export const mailSchema = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    template: z.string(),
    about: z.record(z.string(), z.unknown()),
    created_at: instant,
    sent_at: instant.nullable(),
    tries: z.int(),
    failure: z.string().nullable(),
  })
  .openapi('Mail')
