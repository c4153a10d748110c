import type { Browser, Page } from 'playwright-core'

export interface Purchase {
  /** pretix's order, waiting for its payment by bank transfer */
  code: string
  /** what the step showed before anything was touched */
  step: { heading: string; text: string; preselected: boolean; amount: string }
}

const STEP_FORM = 'form.form-horizontal[data-asynctask]'
const NEXT = 'form button[type=submit].btn-lg'

/**
 * Buys one subscription as anyone does: through pretix's own shop and checkout, in French, in a real browser.
 * `gift` is what is typed into the donation step, such as `12.50`; null leaves it as it is.
 */
export async function buySubscription(
  browser: Browser,
  { shop, gift }: { shop: string; gift: string | null },
): Promise<Purchase> {
  const page = await browser.newPage({ locale: 'fr-FR' })
  page.setDefaultTimeout(20_000)
  try {
    await toStep(page, shop)
    const step = await lookAtStep(page)
    if (gift !== null) await give(page, gift)
    return { step, code: await finishOrder(page) }
  } finally {
    await page.close()
  }
}

/** Puts one subscription into the cart and goes to the page of the step. */
export async function toStep(page: Page, shop: string): Promise<void> {
  await page.goto(shop)
  await page.click('#btn-add-to-cart')
  await page.click('.checkout-button-primary button')
  await page.waitForURL('**/checkout/addons/**')
}

/** Changes the language of the page that is open, by pretix's own link. @param language such as `de` */
export async function switchTo(page: Page, language: string): Promise<void> {
  await page.click(`nav.locales a[lang=${language}]`)
  await page.locator(`html[lang=${language}]`).waitFor()
}

/** From there to the order, which waits for its payment. @returns its code */
export async function finishOrder(page: Page): Promise<string> {
  await page.click(`${STEP_FORM} button[type=submit].btn-lg`)
  await page.waitForURL('**/checkout/questions/**')
  await page.fill('input[name=email]', 'abonnee@example.org')
  await page.click(NEXT)
  await page.waitForURL('**/checkout/payment/**')
  await page.click(NEXT)
  await page.waitForURL('**/checkout/confirm/**')
  await page.click(NEXT)
  await page.waitForURL('**/order/**')
  const code = /\/order\/([A-Z0-9]+)\//.exec(page.url())?.[1]
  if (!code) throw new Error(`no order code in ${page.url()}`)
  return code
}

/** What the step shows on the page that is open. */
export async function lookAtStep(page: Page): Promise<Purchase['step']> {
  const form = page.locator(STEP_FORM)
  return {
    heading: (await form.locator('h4').innerText()).trim(),
    text: (await form.locator('.cross-selling, .panel-body').first().innerText()).trim(),
    preselected: (await form.locator('input[type=checkbox]:checked').count()) > 0,
    amount: await form.locator('input[name^=price_]').inputValue(),
  }
}

/** Typing an amount chooses the line: pretix's own page does that. */
export async function give(page: Page, gift: string): Promise<void> {
  await page.fill(`${STEP_FORM} input[name^=price_]`, gift)
  await page.press(`${STEP_FORM} input[name^=price_]`, 'Tab')
  if (!(await page.isChecked(`${STEP_FORM} input[type=checkbox][name^=item_]`))) {
    throw new Error('typing an amount did not choose the donation')
  }
}
