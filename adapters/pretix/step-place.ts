import type { Json, StepPlace } from '../contract/index.ts'
import { provision as provisionSchema, type Settings } from './settings.ts'

/** pretix shows the gift line in its checkout's page of additional products, under the number of its item. */
export function stepPlace(config: { settings: Settings; provision: Json }): StepPlace | null {
  const { organizer, subscription_event: event } = config.settings
  const item = provisionSchema.safeParse(config.provision).data?.steps[event]?.item
  if (item === undefined) return null
  const shop = `/${organizer}/${event}/`
  return {
    page: `${shop}checkout/addons/`,
    before: `#item-${item}`,
    field: `#price-item-${item}`,
    tick: `input[name="item_${item}"]`,
    hides: `#item-${item}`,
    ordered: `${shop}order/`,
    given: `[data-article-id="item-${item}"] .product`,
    cart_cookie: 'pretix_session',
  }
}
