import { expect, test } from 'vitest'
import { ACCOUNT_NAMES, Balance, balanceSheet, imbalance, naturalBalance } from '../../src/ledger/accounts.ts'
import { account } from '../../src/platform/schema/index.ts'

test('the accounts are those of the database, in its order', () => {
  expect(ACCOUNT_NAMES).toEqual(account.enumValues)
})

test('a balance stands on its account’s own side', () => {
  expect(naturalBalance({ account: 'receivable', debits: 900, credits: 100 })).toBe(800)
  expect(naturalBalance({ account: 'fund', debits: 100, credits: 900 })).toBe(800)
})

test('the sheet shows every account, as the API promises it', () => {
  const sheet = balanceSheet([{ account: 'available', debits: 1, credits: 3 }])
  expect(sheet.map((line) => Balance.parse(line).account)).toEqual(ACCOUNT_NAMES)
  expect(sheet.find((line) => line.account === 'available')).toEqual({
    account: 'available',
    unit: 'SEAT',
    side: 'credit',
    balance: 2,
  })
  expect(sheet.filter((line) => line.balance !== 0)).toHaveLength(1)
})

test('each unit balances by itself', () => {
  const minted = { account: 'minted', debits: 2, credits: 0 } as const
  const available = { account: 'available', debits: 0, credits: 2 } as const
  expect(imbalance([minted, available])).toEqual({ EUR: 0, SEAT: 0 })
  expect(imbalance([minted, { ...available, account: 'fund' }])).toEqual({ EUR: -2, SEAT: 2 })
})
