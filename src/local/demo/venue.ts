/** What the demonstration does at a venue, as its public, its counter and its door would. */
export interface Venue {
  name: string
  /** someone takes out a subscription, with a gift or without */
  subscribe(gift_cents: number): Promise<void>
  /** announces an evening, weeks ahead; its reference as our API shows it */
  announce(): Promise<string>
  /** the door scans so many tickets of the reservation */
  scan(reservation_id: string, tickets: number): Promise<void>
  /** the evening's hour comes: the demonstration does not wait for weeks, it brings the date forward */
  raiseCurtain(performance_reference: string): Promise<void>
}
