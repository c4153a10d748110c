export * from './book-fees.ts'
export * from './observe.ts'
export * from './open-payment.ts'
export * from './routes.ts'
