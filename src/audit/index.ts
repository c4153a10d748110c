export * from './audit.ts'
export * from './difference.ts'
export * from './say.ts'
