import { Allotment, Step, Webhook } from '../../wire/acs.ts'
import { type Check, must, type Stage, type Trial } from '../trial.ts'

const STEP = {
  title: { fr: 'Essai du contrat', en: 'Trial of the contract' },
  description: { fr: 'Cette étape est un essai.', en: 'This step is a trial.' },
}

async function allot({ expect }: Trial, { availabilityId, ...ids }: Stage, units: number) {
  return expect(Allotment, 'PUT', `acs/allotments/${availabilityId}`, { ...ids, units })
}

export const settingChecks: Check[] = [
  {
    clause: 'E1',
    tries: 'sets the donation step twice, takes it back twice, sets it again',
    async run({ expect, call }) {
      await expect(Step, 'PUT', 'acs/step', STEP)
      await expect(Step, 'PUT', 'acs/step', STEP)
      const shown = await expect(Step, 'GET', 'acs/step')
      must(
        shown.title.fr === STEP.title.fr,
        `the title set was «${STEP.title.fr}», the one shown is «${shown.title.fr}»`,
      )
      for (const time of ['first', 'second']) {
        const { status } = await call('DELETE', 'acs/step')
        must(status === 204 || status === 404, `the ${time} DELETE /acs/step answered ${status}`)
      }
      await expect(Step, 'PUT', 'acs/step', STEP)
    },
  },
  {
    clause: 'W1',
    tries: 'registers the webhook twice',
    async run({ expect, listener }) {
      const registration = { url: listener.url, secret: SECRET, events: EVENTS }
      await expect(Webhook, 'PUT', 'acs/webhook', registration)
      await expect(Webhook, 'PUT', 'acs/webhook', registration)
      const { url } = await expect(Webhook, 'GET', 'acs/webhook')
      must(url === listener.url, `it is registered at ${url} instead of ${listener.url}`)
    },
  },
  {
    clause: 'L1',
    tries: 'keeps units aside, more, fewer, none',
    needs: ['acs/allotments'],
    async run(trial) {
      const stage = await trial.stage(10)
      const before = await trial.vacancies(stage)
      for (const units of [4, 4, 6, 2, 0]) {
        const answer = await allot(trial, stage, units)
        must(answer.units === units, `${units} units were asked for, the answer says ${answer.units}`)
        const left = await trial.vacancies(stage)
        must(left === before - units, `with ${units} aside, ${before - units} should be left, not ${left}`)
      }
    },
  },
  {
    clause: 'L2',
    tries: 'asks for more units aside than there are',
    needs: ['acs/allotments'],
    async run(trial) {
      const stage = await trial.stage(10)
      await allot(trial, stage, 3)
      const left = await trial.vacancies(stage)
      const { availabilityId, ...ids } = stage
      await trial.refused(409, 'SOLD_OUT', 'PUT', `acs/allotments/${availabilityId}`, {
        ...ids,
        units: 4 + left,
      })
      must((await trial.vacancies(stage)) === left, 'a refused allotment changed what is left')
      await allot(trial, stage, 0)
    },
  },
  {
    clause: 'L3',
    tries: 'books from an allotment, then gives it back',
    needs: ['acs/allotments'],
    async run(trial) {
      const stage = await trial.stage(10)
      const before = await trial.vacancies(stage)
      const { id } = await allot(trial, stage, 5)
      const { uuid } = await trial.hold({ ...trial.wish(stage, 2), acsAllotmentId: id })
      await trial.call('POST', `bookings/${uuid}/confirm`, {})
      const left = await trial.vacancies(stage)
      must(
        left === before - 5,
        `2 of the 5 kept aside were booked; ${before - 5} should be left, not ${left}`,
      )
      const { units, unitsBooked } = await allot(trial, stage, 0)
      must(units === 2 && unitsBooked === 2, `2 booked units should stay in it, the answer says ${units}`)
      await trial.refused(409, 'SOLD_OUT', 'POST', 'bookings', {
        ...trial.wish(stage, 1),
        acsAllotmentId: id,
      })
    },
  },
]

export const SECRET = `whsec_${btoa('thirty-two bytes for the trial !')}`
export const EVENTS = ['gift.updated', 'booking.updated', 'seat.scanned', 'performance.updated']
