import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/platform/schema/index.ts',
  out: './src/platform/migrations',
  casing: 'snake_case',
})
