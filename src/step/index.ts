export * from './consents.ts'
export * from './guard/index.ts'
export * from './publish.ts'
export * from './routes.ts'
