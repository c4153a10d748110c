export * from './observe.ts'
