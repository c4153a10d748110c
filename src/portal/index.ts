export { notFoundPage, problemPage } from './problem-page.tsx'
export { portalRoutes } from './routes.ts'
