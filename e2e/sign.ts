import type { Page } from 'playwright-core'

/** Signs on the screen of the hand-over, as a finger does. */
export async function signOnScreen(page: Page): Promise<void> {
  const canvas = page.locator('.signature canvas')
  await canvas.scrollIntoViewIfNeeded()
  const pad = (await canvas.boundingBox())!
  await page.mouse.move(pad.x + 40, pad.y + 60)
  await page.mouse.down()
  for (let n = 1; n < 12; n++) await page.mouse.move(pad.x + 40 + n * 20, pad.y + 60 + (n % 2) * 30)
  await page.mouse.up()
}
