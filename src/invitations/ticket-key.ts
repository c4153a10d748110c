/** Where the ticket of one seat lies in the file store: always the same, so that what was stored is found again. */
export const ticketKey = (reservation_id: string, position: string): string =>
  `tickets/${reservation_id}/${encodeURIComponent(position)}`
