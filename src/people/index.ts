export * from './asker.ts'
