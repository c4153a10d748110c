import { consentControls } from './consents.ts'
import type { Control } from './control.ts'
import { hookControls } from './hooks.ts'
import { paymentControls } from './payments.ts'
import { moneyControls } from './money.ts'
import { sagaControls } from './saga.ts'
import { seatControls } from './seats.ts'
import { tenantControls } from './tenants.ts'

/** Every protection that a build is tried without. */
export const CONTROLS: readonly Control[] = [
  ...moneyControls,
  ...paymentControls,
  ...consentControls,
  ...seatControls,
  ...hookControls,
  ...sagaControls,
  ...tenantControls,
]
