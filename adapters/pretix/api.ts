import { z } from 'zod'
import {
  type Instant,
  type Json,
  OutcomeUnknown,
  PartnerBrokeContract,
  type PartnerAnswer,
  type PartnerCall,
  type PartnerHttp,
} from '../contract/index.ts'

type Query = Record<string, string | number | readonly string[]>
export type Posted<T> = { made: T } | { refusal: Json; status: number }

/** The organizer's part of pretix's REST API. Paths are relative to the organizer, and end in `/` as pretix wants. */
export interface Api {
  http: PartnerHttp
  get<T>(schema: z.ZodType<T>, path: string, query?: Query): Promise<T>
  /** Null when pretix answers 404. */
  find<T>(schema: z.ZodType<T>, path: string, query?: Query): Promise<T | null>
  exists(path: string): Promise<boolean>
  /** All pages, and pretix's own time when it began to answer. */
  list<T>(schema: z.ZodType<T>, path: string, query?: Query): Promise<{ items: T[]; at: Instant | null }>
  /** A write that pretix may refuse (400, or what is expected): what it then says of each field comes back. */
  post<T>(schema: z.ZodType<T>, path: string, body: Json, call?: Partial<PartnerCall>): Promise<Posted<T>>
  /** A file, or one of the statuses that are expected. */
  download(path: string, expect: readonly number[]): Promise<PartnerAnswer>
  /** False when pretix keeps it, because something still refers to it (403); true when it is gone. */
  remove(path: string): Promise<boolean>
}

const PAGE_SIZE = 50
const PAGES_AT_MOST = 2_000
export const instant = z.iso.datetime({ offset: true })

/** `organizer` as in the settings: a slug, so it needs no escaping. */
export function pretixApi(http: PartnerHttp, organizer: string): Api {
  const at = (path: string, query: Query = {}) => {
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
    )
    const search = new URLSearchParams(parameters).toString()
    return `api/v1/organizers/${organizer}/${path}${search === '' ? '' : `?${search}`}`
  }

  return {
    http,
    async get(schema, path, query) {
      return (await http.json(schema, { path: at(path, query) })).body
    },
    async find(schema, path, query) {
      const { status, body } = await http.json(z.unknown(), { path: at(path, query), expect: [404] })
      if (status === 404) return null
      const parsed = schema.safeParse(body)
      if (parsed.success) return parsed.data
      throw new PartnerBrokeContract(`GET ${path} answered ${said(parsed.error)}`)
    },
    async exists(path) {
      return (await http.call({ path: at(path), expect: [404] })).status !== 404
    },
    async list(schema, path, query) {
      const page = z.object({ next: z.string().nullable(), results: z.array(schema) })
      const items: z.infer<typeof schema>[] = []
      let began: Instant | null = null
      for (let number = 1; number <= PAGES_AT_MOST; number += 1) {
        const answer = await http.json(page, {
          path: at(path, { ...query, page: number, page_size: PAGE_SIZE }),
        })
        began ??= pageTime(answer.headers)
        items.push(...answer.body.results)
        if (answer.body.next === null) return { items, at: began }
        if (answer.body.results.length === 0) break
      }
      throw new PartnerBrokeContract(`GET ${path} says that there is more, but does not come to an end`)
    },
    async post(schema, path, body, call) {
      const request = { method: 'POST', path: at(path), body, expect: [400], ...call } as const
      const answer = await http.json(z.unknown(), request)
      if (request.expect.includes(answer.status)) {
        return { refusal: z.json().catch('').parse(answer.body), status: answer.status }
      }
      const parsed = schema.safeParse(answer.body)
      if (parsed.success) return { made: parsed.data }
      throw new OutcomeUnknown(`POST ${path} answered ${answer.status} with ${said(parsed.error)}`)
    },
    async download(path, expect) {
      return http.call({ path: at(path), expect, headers: { accept: '*/*' } })
    },
    async remove(path) {
      const { status } = await http.call({ method: 'DELETE', path: at(path), expect: [403, 404] })
      return status !== 403
    },
  }
}

const said = (error: z.ZodError): string => {
  const [issue] = error.issues
  return `an unexpected body: ${issue?.path.join('.')} ${issue?.message}`
}

/** Order lists say when they were generated; other answers have the server's clock, to the second. */
function pageTime(headers: Headers): Instant | null {
  const time = Date.parse(headers.get('x-page-generated') ?? headers.get('date') ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** pretix answers texts by language, or as one text where the shop has one language. */
export const localised = z.union([z.string(), z.record(z.string(), z.string().nullable())]).nullable()
export function french(text: z.infer<typeof localised>): string | null {
  if (text === null || typeof text === 'string') return text === '' ? null : text
  return text['fr'] ?? text['fr-informal'] ?? text['en'] ?? Object.values(text).find((one) => one) ?? null
}

/** An amount such as `"12.50"`, in cents. */
export const amount = z
  .string()
  .regex(/^-?\d{1,11}\.\d{2}$/)
  .transform((text) => Number(text.replace('.', '')))
/** pretix's times carry the venue's offset and microseconds; ours are UTC, to the millisecond. */
export const utc = (time: string): Instant => new Date(time).toISOString()

/** The same time in whole microseconds since 1970: below 2^53 until the year 2255, and it rises with every change. */
export function microseconds(time: string): number {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? ''
  return Math.floor(Date.parse(time) / 1_000) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}
