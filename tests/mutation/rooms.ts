/** Files to break, and the tests that must notice. Paths and globs from the project's root. */
export interface Part {
  mutate: readonly string[]
  tests: readonly string[]
}

const all = (folder: string, ...files: string[]) => files.map((file) => `${folder}/${file}.ts`)
const tests = (...files: string[]) => files.map((file) => `tests/${file}.test.ts`)

/**
 * Where TypeScript decides what a fact means, by room; pages, words and local programs are judged otherwise. What is
 * computed while a file loads is tried with all tests of its part, so parts are small. Quick tests are named first.
 */
export const ROOMS: Readonly<Record<string, readonly Part[]>> = {
  people: [
    {
      mutate: ['src/people/asker.ts'],
      tests: tests('people/*', 'api/once', 'portal/sign-in', 'conventions-api/enabling'),
    },
  ],
  gifts: [{ mutate: ['src/gifts/observe.ts'], tests: tests('gifts/*', 'hooks/batch') }],
  conventions: [
    {
      mutate: all('src/conventions', 'ticketing', 'one-place', 'connection-input'),
      tests: tests(
        'conventions/{connection-input,ticketing}',
        'hooks/reconcile',
        'conventions-api/{connections,enabling}',
      ),
    },
  ],
  platform: [
    { mutate: ['src/platform/addresses.ts'], tests: tests('platform/addresses*') },
    { mutate: ['src/platform/secrets.ts'], tests: tests('platform/secrets*') },
    { mutate: ['src/platform/database.ts'], tests: tests('platform/database*') },
    { mutate: all('src/platform', 'http', 'routes'), tests: tests('platform/http*', 'api/document') },
    { mutate: ['adapters/contract/http.ts'], tests: tests('platform/partner-*') },
  ],
  hooks: [
    {
      mutate: all('src/hooks', 'look', 'work', 'receive', 'sweep', 'replay'),
      tests: tests('hooks/*', 'api/gifts', 'journey/open'),
    },
    {
      mutate: ['src/hooks/reconcile.ts'],
      tests: tests('hooks/{reconcile,stripe-money}', 'journey/books'),
    },
    { mutate: ['adapters/hooks.ts'], tests: tests('adapters/doors') },
  ],
  invitations: [
    {
      mutate: ['src/invitations/drive*.ts', ...all('src/invitations', 'partner-outcome', 'telling')],
      tests: tests('drive/*', 'invitations/lost-answers'),
    },
    {
      mutate: all('src/invitations', 'evening', 'offer-free-seats', 'record-seats', 'tickets'),
      tests: tests('invitations/*', 'invitations-api/tickets'),
    },
  ],
  ledger: [
    {
      mutate: all('src/ledger', 'figures', 'figures-query', 'accounts'),
      tests: tests('ledger/{accounts,figures}'),
    },
    { mutate: ['src/ledger/model/*.ts'], tests: tests('ledger/model/*') },
  ],
  open: [
    {
      mutate: all('adapters/open', 'hooks', 'verify', 'orders', 'reserve', 'reconcile'),
      tests: tests('adapters/open/{books,bookings,hooks*,references}', 'adapters/open/{reserve,contract}'),
    },
  ],
  pretix: [
    { mutate: all('adapters/pretix', 'hooks', 'verify'), tests: tests('adapters/pretix/hooks*') },
    {
      mutate: all('adapters/pretix', 'gifts', 'orders', 'reconcile'),
      tests: tests('adapters/pretix/{orders,books}', 'adapters/pretix/{gifts,bookings,faults}'),
    },
    {
      mutate: all('adapters/pretix', 'reserve', 'find', 'cancel', 'attendance', 'performances'),
      tests: tests(
        'adapters/pretix/{reserve,reserve-seats,performances,evenings}',
        'adapters/pretix/{parts,bookings,faults,enabling}',
      ),
    },
  ],
  stripe: [
    {
      mutate: all(
        'adapters/stripe',
        'event',
        'gifts',
        'hooks',
        'marks',
        'orders',
        'place',
        'reconcile',
        'verify',
        'version',
      ),
      tests: tests(
        'adapters/stripe/{sums,place}',
        'adapters/stripe/{hooks,pay,gifts,movements}',
        'adapters/stripe/{books,version,contract}',
      ),
    },
  ],
  audit: [
    {
      mutate: all(
        'src/audit',
        'books',
        'difference',
        'partner-bookings',
        'partner-gifts',
        'partners',
        'places',
      ),
      tests: tests('audit/{say,partner-*,books}', 'audit/{partners,second-look,page,nightly,program,alarms}'),
    },
  ],
  step: [
    {
      mutate: [
        ...all(
          'src/step',
          'amount',
          'configuration',
          'counter',
          'make',
          'markup',
          'opens',
          'page-parts',
          'proof',
          'say',
          'suggest',
        ),
        'adapters/pretix/step-place.ts',
      ],
      tests: tests('step/{amount,make,markup,proof,say}', 'adapters/pretix/step-place'),
    },
    {
      mutate: all('src/step/guard', 'arm', 'verdict'),
      tests: tests('step/guard/{verdict,arm}'),
    },
    {
      mutate: [
        ...all('src/step/edge', 'cart', 'carts', 'counting', 'index', 'known', 'order', 'own', 'tell'),
        'src/step/guard/counts.ts',
      ],
      tests: tests('step/edge-{cart,counting,known,orders,own,page}', 'step/guard/edge'),
    },
    {
      mutate: all(
        'src/step',
        'chosen',
        'consents',
        'edge-token',
        'open-step',
        'payments',
        'publish',
        'read-body',
        'set-step',
        'guard/count',
        'guard/list-steps',
        'guard/mail',
        'guard/watch',
      ),
      tests: tests(
        'step/{edge-token,sent,set-step,publish,consents}',
        'step/guard/switched-off',
        'step/{closed,payments}',
      ),
    },
    {
      mutate: ['src/step/hosted/{frame,give,thanks}.tsx', 'src/step/hosted/address.ts'],
      tests: tests('step/{hosted-form,hosted,thanks}', 'step/{closed,payments}'),
    },
    {
      mutate: all('src/conventions', 'collecting', 'refresh-steps', 'seat-price', 'step-texts'),
      tests: tests('conventions-api/step-price'),
    },
  ],
}
