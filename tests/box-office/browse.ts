import { expect } from 'vitest'
import { freshBoxOffice } from '../adapters/open/harness.ts'

export type Box = Awaited<ReturnType<typeof freshBoxOffice>>

export interface Page {
  status: number
  /** the address after redirects, without the origin */
  path: string
  html: string
  headers: Headers
}

/** Reads pages and sends forms as a browser without scripts does. */
export function browse(box: Box, headers: Record<string, string> = {}) {
  const page = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const answer = await fetch(new URL(path, box.url), { ...init, headers })
    const html = (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ')
    return { status: answer.status, path: answer.url.replace(box.url, ''), html, headers: answer.headers }
  }
  return {
    open: async (path: string) => page(path),
    send: async (path: string, fields: Record<string, string> | [string, string][] = {}) =>
      page(path, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}

/** The links of a page, so that a test only goes where a person could. */
export const linksOf = ({ html }: Page): string[] =>
  [...html.matchAll(/href="(?<to>[^"]*)"/g)].map((match) => match.groups?.['to'] ?? '')

/** Chooses three performances and arrives at the step that comes next. */
export async function subscribe(box: Box): Promise<Page> {
  const next = await browse(box).send('/abonnement/escale', [
    ['performance', 'octobre'],
    ['performance', 'janvier'],
    ['performance', 'mars'],
  ])
  expect(next.status).toBe(200)
  return next
}

export const enableStep = async (box: Box): Promise<unknown> =>
  box.call('PUT', '/acs/step', {
    title: { fr: 'Abonnement solidaire', en: 'Solidarity subscription' },
    description: { fr: 'Votre don ouvre des <places>.', en: 'Your gift opens <seats>.' },
  })
