type Metadata = Record<string, string>
interface Made {
  id: string
  created: number
  livemode: boolean
  metadata: Metadata
}
export interface CustomUnitAmount {
  maximum: number | null
  minimum: number | null
  preset: number | null
}

export function newProduct({
  name,
  description,
  ...made
}: Made & { name: string; description: string | null }) {
  return {
    ...made,
    object: 'product' as const,
    active: true,
    default_price: null,
    description,
    images: [] as string[],
    marketing_features: [],
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    unit_label: null,
    updated: made.created,
    url: null,
  }
}
export type Product = ReturnType<typeof newProduct>

/** One of the amounts is null: the price is fixed, or chosen by who pays. */
export function newPrice({
  currency,
  product,
  unit_amount,
  custom_unit_amount,
  ...made
}: Made & {
  currency: string
  product: string
  unit_amount: number | null
  custom_unit_amount: CustomUnitAmount | null
}) {
  return {
    ...made,
    object: 'price' as const,
    active: true,
    billing_scheme: 'per_unit' as const,
    currency,
    custom_unit_amount,
    lookup_key: null,
    nickname: null,
    product,
    recurring: null,
    tax_behavior: 'unspecified' as const,
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time' as const,
    unit_amount,
    unit_amount_decimal: unit_amount === null ? null : String(unit_amount),
  }
}
export type Price = ReturnType<typeof newPrice>
