export * from './routes.ts'
export * from './work.ts'
export * from './sweep.ts'
