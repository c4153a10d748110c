export * from './observe.ts'
export * from './routes.ts'
