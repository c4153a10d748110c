import type { Enabled } from '../../../../adapters/contract/index.ts'
import { donationItem } from '../counter.ts'
import type { Season } from '../season.ts'
import type { Recorder } from './recorder.ts'

export interface Stage {
  season: Season
  recorder: Recorder
  /** the address that webhooks are sent to */
  hook: string
}

export async function recordEnabling({ season, recorder, hook }: Stage): Promise<void> {
  const { api, subscription, single, series, hall } = season
  const first = (await recorder.record('enable_first', { hook }, { provision: null })) as Enabled
  recorder.provision = first.provision
  await recorder.record('enable_again', { hook })
  await recorder.record('performances', {})

  // One evening of the series, and the whole of another event, are cancelled, then played after all.
  const [evening] = series.dates
  const play = async (active: boolean) => {
    await api.patch(`events/${series.event}/subevents/${evening}/`, { active })
    await api.patch(`events/${hall.event}/items/${hall.item}/`, { active })
  }
  await play(false)
  await recorder.record('performances_cancelled', { evening: `${series.event}/${evening}` })
  await recorder.record('enable_while_cancelled', { hook })
  await play(true)

  // Someone at the venue changes what the step must be.
  const item = await donationItem(api, subscription.event)
  await api.patch(`events/${subscription.event}/items/${item}/`, { default_price: '5.00', active: false })
  await recorder.record('enable_mends', { hook })

  await recorder.record(
    'enable_invitation_product',
    { hook },
    { settings: { seat_product: 'invitation', performance_events: [single.event] } },
  )
  await api.patch(`events/${hall.event}/`, { plugins: ['pretix.plugins.banktransfer'] })
  await recorder.record(
    'enable_without_tickets',
    { hook },
    { settings: { performance_events: [hall.event] } },
  )
  await api.patch(`events/${hall.event}/`, {
    plugins: ['pretix.plugins.banktransfer', 'pretix.plugins.ticketoutputpdf'],
  })
  await recorder.record('disable', {})
  await recorder.record('enable_after_disable', { hook })
}
