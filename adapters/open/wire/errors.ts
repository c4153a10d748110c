import { z } from '@hono/zod-openapi'

/**
 * OCTO's error codes, and those that the ACS extension adds (the last five). Unlike OCTO, which answers 400 to
 * all of them, this contract uses HTTP's own statuses, so that a lost token is never taken for a refusal.
 */
export const ERROR_CODES = [
  'INVALID_PRODUCT_ID',
  'INVALID_OPTION_ID',
  'INVALID_UNIT_ID',
  'INVALID_AVAILABILITY_ID',
  'INVALID_BOOKING_UUID',
  'BAD_REQUEST',
  'UNPROCESSABLE_ENTITY',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'INTERNAL_SERVER_ERROR',
  'SOLD_OUT',
  'REFERENCE_IN_USE',
  'ALREADY_CANCELLED',
  'ALREADY_REDEEMED',
  'NOT_FOUND',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export const OctoError = z
  .object({
    error: z.string().openapi({
      description: `One of ${ERROR_CODES.join(', ')}`,
      example: 'SOLD_OUT',
    }),
    errorMessage: z.string().openapi({ description: 'What happened and what to do, for a person' }),
    vacancies: z
      .int()
      .nullish()
      .openapi({ description: 'With SOLD_OUT: units still free, where it is known' }),
  })
  .openapi('Error')
export type OctoError = z.infer<typeof OctoError>
