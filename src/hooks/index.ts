export * from './routes.ts'
export * from './work.ts'
export * from './sweep.ts'
export * from './routes-set-aside.ts'
