export * from './faults.ts'
export * from './http.ts'
export * from './partner.ts'
export * from './same.ts'
