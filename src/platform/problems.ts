/**
 * Every refusal that a person or a program can meet: its status, and what happened and what to do next, in French and English.
 * The SQL verbs raise the same codes (see `refuse.sql`).
 */
export const PROBLEMS = {
  unauthenticated: {
    status: 401,
    fr: 'Aucune clé valable n’accompagne cette demande. Ajoutez votre clé d’accès, ou demandez-en une nouvelle à l’association.',
    en: 'No valid key came with this request. Send your access key, or ask the association for a new one.',
  },
  forbidden: {
    status: 403,
    fr: 'Votre clé ne permet pas cette action. Rien n’a été changé.',
    en: 'Your key does not allow this. Nothing was changed.',
  },
  not_found: {
    status: 404,
    fr: 'Rien de tel n’existe, ou rien que votre organisation puisse voir.',
    en: 'No such thing exists, or none that your organisation may see.',
  },
  invalid_request: {
    status: 400,
    fr: 'La demande n’est pas correcte ; rien n’a été changé. Corrigez ce qui est indiqué et renvoyez-la.',
    en: 'The request is not correct and nothing was changed. Correct what is shown and send it again.',
  },
  idempotency_key_missing: {
    status: 400,
    fr: 'Chaque écriture porte un en-tête Idempotency-Key de 8 à 200 caractères sans espace, nouveau pour chaque intention. Ajoutez-le et renvoyez la demande.',
    en: 'Every write carries an Idempotency-Key header of 8 to 200 characters without spaces, new for each intention. Add it and send the request again.',
  },
  idempotency_key_reused: {
    status: 409,
    fr: 'Cette clé d’idempotence a déjà servi à une autre demande. Rien n’a été changé ; prenez une nouvelle clé.',
    en: 'This idempotency key was used for another request. Nothing was changed; take a new key.',
  },
  too_many_requests: {
    status: 429,
    fr: 'Trop de demandes en peu de temps. Celle-ci n’a pas été traitée ; attendez une minute, puis renvoyez-la avec la même clé d’idempotence.',
    en: 'Too many requests in a short time. This one was not worked on; wait a minute, then send it again with the same idempotency key.',
  },
  body_too_large: {
    status: 413,
    fr: 'La demande est trop longue. Rien n’a été lu.',
    en: 'The request is too long. Nothing of it was read.',
  },
  hook_not_genuine: {
    status: 401,
    fr: 'Cette notification ne porte pas de signature ou d’adresse valable. Elle n’a pas été gardée.',
    en: 'This webhook has no valid signature or address. It was not kept.',
  },
  hook_unknown: {
    status: 410,
    fr: 'Cette adresse de notification n’existe plus. Activez de nouveau la connexion pour en obtenir une.',
    en: 'This webhook address is no more. Enable the connection again to get a new one.',
  },
  not_enough_seats: {
    status: 409,
    fr: 'Il ne reste pas assez de places offertes pour cette séance. Demandez-en moins, ou inscrivez-vous sur la liste d’attente.',
    en: 'Not enough seats are left on offer for this performance. Ask for fewer, or join the waiting list.',
  },
  not_enough_credits: {
    status: 409,
    fr: 'Les dons n’ont pas encore ouvert assez de places. Demandez-en moins, ou inscrivez-vous sur la liste d’attente.',
    en: 'Gifts have not opened enough seats yet. Ask for fewer, or join the waiting list.',
  },
  invitation_not_open: {
    status: 409,
    fr: 'Cette invitation n’est pas ouverte à la réservation.',
    en: 'This invitation is not open for booking.',
  },
  invitation_exists: {
    status: 409,
    fr: 'Cette séance est déjà proposée en invitation.',
    en: 'This performance is already put forward as an invitation.',
  },
  performance_cancelled: {
    status: 409,
    fr: 'Le lieu a annulé cette séance.',
    en: 'The venue has cancelled this performance.',
  },
  booking_under_way: {
    status: 409,
    fr: 'La réservation est en cours auprès du lieu. Attendez les billets, puis rendez les places.',
    en: 'The booking is under way at the venue. Wait for the tickets, then give the seats back.',
  },
  too_late_to_give_back: {
    status: 409,
    fr: 'La séance a commencé : les places ne peuvent plus être rendues. Dites-nous plutôt pourquoi elles n’ont pas servi.',
    en: 'The performance has started: seats can no longer be given back. Tell us instead why they were not used.',
  },
  nothing_to_give_back: {
    status: 409,
    fr: 'Aucune de ces places ne peut être rendue : elles l’ont déjà été, ou ont servi.',
    en: 'None of these seats can be given back: they already were, or were used.',
  },
  already_waiting: {
    status: 409,
    fr: 'Vous êtes déjà sur la liste d’attente de cette séance.',
    en: 'You are already on the waiting list of this performance.',
  },
  turn_is_over: {
    status: 409,
    fr: 'Le délai pour ces places est passé ; elles ont été proposées à d’autres.',
    en: 'The time for these seats is over; they were offered to others.',
  },
  evening_not_over: {
    status: 409,
    fr: 'La séance n’a pas encore commencé : la soirée ne peut pas être close.',
    en: 'The performance has not started yet: the evening cannot be closed.',
  },
  seats_promised: {
    status: 409,
    fr: 'Des places de ce contingent sont déjà promises : il ne peut pas descendre en dessous.',
    en: 'Seats of this allotment are already promised: it cannot go below them.',
  },
  convention_exists: {
    status: 409,
    fr: 'Cette structure a déjà une convention pour cette saison.',
    en: 'This structure already has a convention for this season.',
  },
  collecting_twice: {
    status: 409,
    fr: 'Une autre convention de la structure recueille déjà des dons à ces dates.',
    en: 'Another convention of the structure already collects gifts at these dates.',
  },
  already_approved: {
    status: 409,
    fr: 'Votre côté a déjà dit oui. Il manque l’accord de l’autre.',
    en: 'Your side has already said yes. The approval of the other side is missing.',
  },
  approvals_missing: {
    status: 409,
    fr: 'Il manque un accord : ce qui se décide à deux ne prend effet qu’avec deux accords.',
    en: 'An approval is missing: what both decide takes effect only with both approvals.',
  },
  version_never_changes: {
    status: 409,
    fr: 'Une version de convention ne change jamais. Proposez-en une nouvelle.',
    en: 'A version of a convention never changes. Propose a new one.',
  },
  not_enough_surplus: {
    status: 409,
    fr: 'L’excédent ne suffit pas pour cette décision.',
    en: 'The surplus is not enough for this decision.',
  },
  own_key: {
    status: 409,
    fr: 'Une clé ne peut pas se révoquer elle-même. Utilisez-en une autre.',
    en: 'A key cannot revoke itself. Use another one.',
  },
  capability_missing: {
    status: 409,
    fr: 'Cette billetterie ne sait pas faire cela. La page de l’adaptateur dit ce qui est possible.',
    en: 'This ticketing cannot do that. The adapter’s page says what is possible.',
  },
  not_enough_seats_at_partner: {
    status: 409,
    fr: 'Le lieu n’a plus assez de places libres pour ce contingent.',
    en: 'The venue has not enough free seats for this allotment.',
  },
  address_not_allowed: {
    status: 400,
    fr: 'Cette adresse ne peut pas être appelée : il faut une adresse publique en https.',
    en: 'This address cannot be called: it has to be a public https address.',
  },
  connection_not_enabled: {
    status: 409,
    fr: 'La connexion à la billetterie n’est pas activée. Activez-la d’abord.',
    en: 'The connection to the ticketing is not enabled. Enable it first.',
  },
  partner_refused: {
    status: 502,
    fr: 'La billetterie du lieu refuse cette demande. Rien n’a été changé ici.',
    en: 'The venue’s ticketing refuses this request. Nothing was changed here.',
  },
  partner_unavailable: {
    status: 503,
    fr: 'La billetterie du lieu ne répond pas pour l’instant. Rien n’a été changé ici ; réessayez dans quelques minutes.',
    en: 'The venue’s ticketing does not answer at the moment. Nothing was changed here; try again in a few minutes.',
  },
  payment_not_connected: {
    status: 409,
    fr: 'Cette structure n’a pas de compte de paiement activé. L’association le connecte, puis il est activé.',
    en: 'This structure has no enabled payment account. The association connects it, then it is enabled.',
  },
  step_not_open: {
    status: 404,
    fr: 'Aucune étape de don n’est ouverte sous cette clé. La structure la règle, et une convention en vigueur l’ouvre.',
    en: 'No donation step is open under this key. The structure sets it, and a convention in force opens it.',
  },
  edge_not_proven: {
    status: 401,
    fr: 'Cela ne vient pas du Worker edge de la structure : son jeton manque, ou n’est plus le bon. Rien n’a été gardé. Donnez-lui (EDGE_TOKEN) celui que répond POST /v1/steps.',
    en: 'This does not come from the structure’s edge Worker: its token is missing, or no longer right. Nothing was kept. Give it (EDGE_TOKEN) the one that POST /v1/steps answers.',
  },
  origin_not_allowed: {
    status: 403,
    fr: 'Cette page ne fait pas partie de celles que la structure a nommées pour son étape de don. Rien n’a été payé.',
    en: 'This page is not among those that the structure has named for its donation step. Nothing was paid.',
  },
  outcome_unknown: {
    status: 409,
    fr: 'Le lieu n’a pas encore dit ce qu’il est advenu de la réservation. Elle est vérifiée avant toute suite.',
    en: 'The venue has not said yet what became of the booking. It is looked up before anything else.',
  },
  tickets_missing: {
    status: 502,
    fr: 'Le lieu n’a pas remis un billet pour chaque place.',
    en: 'The venue did not hand out a ticket for every seat.',
  },
  only_grows: {
    status: 409,
    fr: 'Ce registre ne fait que croître : rien n’y est changé ni effacé.',
    en: 'This register only grows: nothing in it is changed or erased.',
  },
  ticketing_connected_already: {
    status: 409,
    fr: 'Cette billetterie est déjà reliée : deux connexions compteraient ses dons deux fois. Si l’autre est la vôtre, changez ses réglages ou ses accès, puis activez-la de nouveau ; sinon, demandez à l’association, qui voit les deux.',
    en: 'This ticketing is connected already: two connections would count its gifts twice. Where the other one is yours, change its settings or credentials, then enable it again; else ask the association, which sees both.',
  },
  database_unavailable: {
    status: 503,
    fr: 'Le service ne peut pas enregistrer pour l’instant. Rien n’est perdu ; réessayez dans un instant avec la même clé d’idempotence.',
    en: 'The service cannot store anything at the moment. Nothing is lost; try again shortly with the same idempotency key.',
  },
  fault: {
    status: 500,
    fr: 'Une erreur de notre côté a interrompu la demande. Elle est notée sous l’identifiant ci-joint ; réessayez avec la même clé d’idempotence.',
    en: 'A fault on our side interrupted the request. It is noted under the id shown; try again with the same idempotency key.',
  },
} as const satisfies Record<string, { status: number; fr: string; en: string }>

export type ProblemCode = keyof typeof PROBLEMS
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code)

/** Thrown anywhere below a route; turned into an answer once, at the edge. Nothing was kept of what it interrupted. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly detail: Readonly<Record<string, unknown>>
  constructor(code: ProblemCode, detail: Record<string, unknown> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(detail)}`, { cause })
    this.code = code
    this.detail = detail
  }
}
