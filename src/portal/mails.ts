import { writeMail as writeInvitationMail } from '../invitations/index.ts'
import type { MailRow } from '../people/index.ts'
import type { Context, Mail } from '../platform/context.ts'
import { isGuardMail, writeGuardMail } from '../step/index.ts'

/** Writes a stored mail out, whichever room it comes from. */
export async function writeMail(
  ctx: Context,
  row: Pick<MailRow, 'template' | 'about' | 'language'>,
): Promise<Omit<Mail, 'to'>> {
  return isGuardMail(row.template) ? writeGuardMail(ctx, row) : writeInvitationMail(ctx, row)
}
