import { describe, expect, it } from 'vitest'
import { CAPABILITIES, type Capability, type Partner } from '../../../adapters/contract/index.ts'
import type { Line } from '../harness.ts'

const METHODS: Record<Capability, (keyof Partner)[]> = {
  enable: ['enable', 'disable'],
  gifts: ['order'],
  pay: ['pay'],
  performances: ['performances'],
  allot: ['allot'],
  reserve: ['reserve', 'findBooking', 'order'],
  tickets: ['tickets'],
  cancel: ['cancel'],
  attendance: ['attendance'],
  reconcile: ['reconcile'],
}

export function adapterValue(line: Line): void {
  describe('the adapter as a value', () => {
    it('has a platform word, a name, documentation and known capabilities', () => {
      const { adapter } = line.harness
      expect(adapter.platform).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(adapter.name).not.toBe('')
      expect(adapter.documentation).not.toBe('')
      expect(adapter.pace_ms).toBeGreaterThanOrEqual(0)
      expect(CAPABILITIES).toEqual(expect.arrayContaining(Object.keys(adapter.capabilities)))
    })

    it('refuses settings and credentials that are empty or of the wrong kind', () => {
      const { adapter } = line.harness
      for (const wrong of [null, 'x', 7, []]) {
        expect(adapter.settings.safeParse(wrong).success).toBe(false)
        expect(adapter.credentials.safeParse(wrong).success).toBe(false)
      }
    })

    it('has a method exactly where it declares the capability', () => {
      const { capabilities } = line.harness.adapter
      const promised = new Set(CAPABILITIES.filter((c) => capabilities[c]).flatMap((c) => METHODS[c]))
      const all = [...new Set(Object.values(METHODS).flat())]
      const there = all.filter((method) => typeof line.partner[method] === 'function')
      expect(there).toEqual(all.filter((method) => promised.has(method)))
    })
  })
}

export function enabling(line: Line): void {
  describe('enable and disable', () => {
    it('checks what it made, and all is well', async (ctx) => {
      line.needs(ctx, 'enable')
      const enabled = await line.partner.enable(line.harness.enable)
      expect(enabled.checks.length).toBeGreaterThan(0)
      expect(enabled.checks.filter((check) => !check.ok)).toEqual([])
      line.provision = enabled.provision
    })

    it('makes nothing twice: the same provision, whether it is handed back or was lost', async (ctx) => {
      line.needs(ctx, 'enable')
      const again = await line.partner.enable(line.harness.enable)
      expect(again.provision).toEqual(line.provision)
      const forgotten = await line.forgetful().enable(line.harness.enable)
      expect(forgotten.provision).toEqual(line.provision)
      expect(forgotten.checks.every((check) => check.ok)).toBe(true)
    })

    it('can be taken back, twice over, and given again', async (ctx) => {
      line.needs(ctx, 'enable')
      await line.partner.disable()
      await line.partner.disable()
      const enabled = await line.partner.enable(line.harness.enable)
      expect(enabled.checks.filter((check) => !check.ok)).toEqual([])
      line.provision = enabled.provision
    })

    it('sends nothing any more while it is disabled', async (ctx) => {
      line.needs(ctx, 'enable', 'performances')
      const performance = await line.venue.newPerformance({ seats: 2 })
      await line.partner.disable()
      const hooks = await line.harness.hooksAfter(async () => line.venue.cancelPerformance(performance))
      line.provision = (await line.partner.enable(line.harness.enable)).provision
      expect(hooks).toEqual([])
    }, 30_000)
  })
}
