export * from './asker.ts'
export * from './send-mails.ts'
