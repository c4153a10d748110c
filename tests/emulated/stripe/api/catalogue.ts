import { z } from 'zod'
import { invalid } from '../errors.ts'
import { newPrice, newProduct } from '../objects/price.ts'
import { find, keep, seconds } from '../world.ts'
import { cents, expand, metadata, retrieve, route } from './route.ts'

const NewProduct = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  metadata: metadata.optional(),
  expand,
})
const NewPrice = z.strictObject({
  currency: z.string().length(3),
  product: z.string().optional(),
  product_data: z.strictObject({ name: z.string().min(1), metadata: metadata.optional() }).optional(),
  unit_amount: z.coerce.number().int().min(0).optional(),
  custom_unit_amount: z
    .strictObject({
      enabled: z.literal('true'),
      preset: cents.optional(),
      minimum: cents.optional(),
      maximum: cents.optional(),
    })
    .optional(),
  metadata: metadata.optional(),
  expand,
})

/** What a shop sells by its own prices, such as a gift whose amount the buyer sets. */
export const catalogueRoutes = [
  route('POST', '/v1/products', NewProduct, ({ world, account, params }) => {
    const { name, description = null, metadata: written = {} } = params
    const made = { id: world.id('prod'), created: seconds(world), livemode: world.livemode }
    return keep(account, newProduct({ ...made, name, description, metadata: written }))
  }),
  retrieve('product', '/v1/products'),
  route('POST', '/v1/prices', NewPrice, ({ world, account, params }) => {
    const { custom_unit_amount: custom, unit_amount } = params
    if ((custom === undefined) === (unit_amount === undefined))
      throw invalid('Exactly one of `unit_amount` and `custom_unit_amount` is needed.', {
        code: 'parameter_missing',
      })
    const made = { created: seconds(world), livemode: world.livemode }
    const { product_data } = params
    const product = product_data
      ? keep(
          account,
          newProduct({
            ...made,
            id: world.id('prod'),
            name: product_data.name,
            description: null,
            metadata: product_data.metadata ?? {},
          }),
        )
      : find(account, 'product', params.product ?? '', { name: 'product', status: 400 })
    const { minimum = null, maximum = null, preset = null } = custom ?? {}
    return keep(
      account,
      newPrice({
        ...made,
        id: world.id('price'),
        currency: params.currency,
        product: product.id,
        unit_amount: unit_amount ?? null,
        custom_unit_amount: custom ? { minimum, maximum, preset } : null,
        metadata: params.metadata ?? {},
      }),
    )
  }),
  retrieve('price', '/v1/prices'),
]
