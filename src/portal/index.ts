export { writeMail } from './mails.ts'
export { notFoundPage, problemPage } from './problem-page.tsx'
export { portalRoutes } from './routes.ts'
