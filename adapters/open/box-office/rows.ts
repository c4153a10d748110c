/** Rows of the box office's own database, as they are stored. */
export interface OrderRow {
  id: string
  code: string
  kind: 'sale' | 'booking'
  status: 'held' | 'confirmed' | 'cancelled' | 'expired'
  language: 'fr' | 'en'
  created_at: string
  updated_at: string
  expires_at: string | null
  confirmed_at: string | null
  cancelled_at: string | null
  performance_id: string | null
  reseller_reference: string | null
  reservation_id: string | null
  access_needs: string | null
  from_allotment: 0 | 1
  changed_seq: number
}
export interface LineRow {
  id: string
  order_id: string
  kind: 'subscription' | 'gift'
  label_fr: string
  label_en: string
  paid_cents: number
  consent: string | null
  given_at: string
  cancelled_at: string | null
  changed_seq: number
}
export interface UnitRow {
  id: string
  order_id: string
  performance_id: string
  status: 'held' | 'valid' | 'cancelled' | 'lapsed'
  seat: string | null
  code: string | null
  number: number | null
  redeemed_at: string | null
  cancelled_at: string | null
  scan_seq: number | null
}
