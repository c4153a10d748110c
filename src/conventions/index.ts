export * from './hook-address.ts'
export * from './ticketing.ts'
