/** What each kind of step leads through, from its first call to its last: where a fault may meet it. */

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim())
}

const HOOK = ['database store_hook', 'database read inbox', 'database settle_hooks']
const GIFT = [
  'hooks gift.updated',
  ...HOOK,
  'database post_gifts',
  'database convert',
  'database ask_waiting',
]
const CARD = [
  'hooks *',
  'hooks *',
  'hooks *',
  'database store_account_hook',
  ...HOOK,
  'partner stripe checkout',
  'partner stripe refunds',
  'partner stripe disputes',
  'database post_gifts',
  'database convert',
]
const PRESSED = ['partner stripe checkout', 'partner stripe checkout', 'database read connection']
const TOLD = ['database keep_consent', 'database name_order', 'database name_order']
const BOOKED = [
  'database begin_attempt',
  'partner hold',
  'partner confirm',
  'partner find',
  'database end_attempt',
]
const TICKETS = [
  'database read seat',
  'partner booking',
  'partner ticket',
  'database issue',
  'hooks booking.updated',
]
const SAGA = [...BOOKED, ...BOOKED, ...TICKETS, 'database release', 'database raise_trouble', 'database *']
const RETURN = [
  'database returning_seats',
  'partner cancel',
  'database settle_return',
  'database ask_waiting',
]
const DOOR = ['hooks seat.scanned', ...HOOK, 'partner order', 'database record_scans']
const PROGRAMME = [
  'partner products',
  'partner availability',
  'database sync_performances',
  'database read connection',
]
const CHANGED = ['hooks performance.updated', ...HOOK, ...PROGRAMME, ...RETURN, 'database release']
const MINUTE = namesIn(`database read inbox, database post_suspended, database read inflow, database convert,
  database claim_halted, database end_turns, database ask_waiting, database read performance, database roll_up,
  database read mail, database mail_sent`)
const EVENING = [
  'partner scans',
  'database record_scans',
  'database keep_attendance_cursor',
  'database close_evening',
]
const BOOKS = [
  'partner stripe checkout',
  'partner stripe balance_transactions',
  'database book_fees',
  'partner transactions',
  'partner bookings',
  'partner order',
  'database keep_books',
]
const NIGHT = [
  ...PROGRAMME,
  ...BOOKS,
  ...EVENING,
  'database record_lost',
  'database erase_hooks',
  'database erase_tickets',
]
const ALLOT = ['partner allot', 'database read idempotency', 'database *']
const PROVISION = ['partner register', 'partner products', 'partner other', 'database record_connection']

export const MEETS: Record<string, readonly string[]> = {
  'give plenty at the first theatre': GIFT,
  'give plenty at the second theatre': GIFT,
  give: GIFT,
  'give by card': CARD,
  'give in the step': [...PRESSED, ...PRESSED, ...CARD],
  'come back to a gift': [...PRESSED, ...CARD],
  'another amount under one intent': PRESSED,
  'subscribe through the edge': [...TOLD, ...TOLD, ...GIFT],
  'the edge tells again': TOLD,
  'forge what an edge tells': TOLD,
  'a debit ends': CARD,
  'pay back by card': CARD,
  'pay back by card twice in a second': CARD,
  'a refund fails': CARD,
  'a payment is contested': CARD,
  'a dispute is decided': CARD,
  'the provider pays out': [...MINUTE, ...NIGHT],
  'a payout ends': [
    'hooks payout.paid',
    'hooks payout.failed',
    'database store_account_hook',
    'database record_payouts',
    ...BOOKS,
  ],
  'change a gift': GIFT,
  'refund twice in a second': GIFT,
  'cancel a subscription': GIFT,
  reserve: ['database once reserve', ...SAGA],
  'reserve at once': ['database once reserve', ...SAGA],
  'a full house': ['database once reserve', ...SAGA, 'database once give_back', ...RETURN],
  'give back': ['database once give_back', ...RETURN, ...RETURN],
  'wait for seats': ['database once wait_for_seats', 'database *'],
  'answer a turn': ['database once answer_waiting', ...SAGA],
  'offer an evening': ['database once propose_invitation', 'database once approve', ...ALLOT],
  'approve what was offered': ['database once approve'],
  'change an allotment': ['database once change_allotment', 'database change_allotment', ...ALLOT],
  'agree anew': ['database once propose_version', 'database once approve'],
  'decide on the surplus': ['database once propose_surplus', 'database once approve'],
  'enable again': ['database once record_connection', ...PROVISION],
  'read the programme': ['database once sync_performances', ...PROGRAMME],
  'the venue cancels an evening': CHANGED,
  'the venue moves an evening': CHANGED,
  'the door scans': DOOR,
  'the door undoes a scan': DOOR,
  'the venue cancels a booking of ours': [
    'hooks booking.updated',
    ...HOOK,
    'partner order',
    'database record_lost',
  ],
  'close an evening': ['database once close_evening', ...EVENING],
  'time passes': MINUTE,
  'days pass': [...MINUTE, ...NIGHT],
  cron: [...MINUTE, ...NIGHT],
  'cron, the minute and the night at once': [...MINUTE, ...NIGHT],
  'rotate secrets': [
    'database once rotate_hook',
    'database once change_connection',
    'database once set_step',
    ...PROVISION,
  ],
  'the database is migrated': [...GIFT, ...SAGA],
}
