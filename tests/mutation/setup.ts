import { configureGlobal } from 'fast-check'

// One counterexample kills a mutant; nobody reads it, so it need not be made short.
configureGlobal({ endOnFailure: true })
