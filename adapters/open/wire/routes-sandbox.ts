import { createRoute } from '@hono/zod-openapi'
import { availabilityParam, body, json, orderParam, refusals, security } from './answers.ts'
import {
  SandboxCount,
  SandboxOrder,
  SandboxPerformance,
  SandboxPerformanceChange,
  SandboxPurchase,
  SandboxSale,
  SandboxScan,
} from './sandbox.ts'
import { Scan } from './acs.ts'

const description = 'Only in a test environment that lists the capability `acs/sandbox`.'
const common = { description, security }

export const sandboxBuy = createRoute({
  method: 'post',
  path: '/acs/sandbox/purchases',
  summary: 'Buy a subscription, with or without a gift',
  ...common,
  request: { body: body(SandboxPurchase) },
  responses: { 200: json(SandboxOrder, 'The paid order'), ...refusals },
})
export const sandboxChangeGift = createRoute({
  method: 'patch',
  path: '/acs/sandbox/purchases/{id}',
  summary: 'The counter changes the gift; 0 cancels its line',
  ...common,
  request: { params: orderParam, body: body(SandboxPurchase) },
  responses: { 200: json(SandboxOrder, 'The order'), ...refusals },
})
export const sandboxCancelOrder = createRoute({
  method: 'post',
  path: '/acs/sandbox/orders/{id}/cancel',
  summary: 'The counter cancels a whole order, a booking of ours included',
  ...common,
  request: { params: orderParam },
  responses: { 200: json(SandboxOrder, 'The order'), ...refusals },
})
export const sandboxAnnounce = createRoute({
  method: 'post',
  path: '/acs/sandbox/performances',
  summary: 'Announce a performance',
  ...common,
  request: { body: body(SandboxPerformance) },
  responses: { 200: json(SandboxCount, 'The performance'), ...refusals },
})
export const sandboxCount = createRoute({
  method: 'get',
  path: '/acs/sandbox/performances/{availabilityId}',
  summary: 'Count its places',
  ...common,
  request: { params: availabilityParam },
  responses: { 200: json(SandboxCount, 'The places, by the venue’s own count'), ...refusals },
})
export const sandboxChangePerformance = createRoute({
  method: 'patch',
  path: '/acs/sandbox/performances/{availabilityId}',
  summary: 'Move or cancel a performance',
  ...common,
  request: { params: availabilityParam, body: body(SandboxPerformanceChange) },
  responses: { 200: json(SandboxCount, 'The performance'), ...refusals },
})
export const sandboxSell = createRoute({
  method: 'post',
  path: '/acs/sandbox/sales',
  summary: 'The public buys seats',
  ...common,
  request: { body: body(SandboxSale) },
  responses: { 200: json(SandboxCount, 'The places now'), ...refusals },
})
export const sandboxScan = createRoute({
  method: 'post',
  path: '/acs/sandbox/scans',
  summary: 'The door scans a ticket, or undoes a scan',
  ...common,
  request: { body: body(SandboxScan) },
  responses: { 200: json(Scan, 'The seat now'), ...refusals },
})

export const sandboxRoutes = [
  sandboxBuy,
  sandboxChangeGift,
  sandboxCancelOrder,
  sandboxAnnounce,
  sandboxCount,
  sandboxChangePerformance,
  sandboxSell,
  sandboxScan,
]
