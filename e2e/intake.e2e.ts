import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'

useBrowser()

/** A desk with a counter: every press of a key by a person counts, a chord as many as it has keys. */
function keyboardOf(page: Page) {
  let pressed = 0
  const press = async (keys: string) => {
    pressed += keys.split('+').length
    await page.keyboard.press(keys)
  }
  return {
    press,
    type: async (text: string) => {
      for (const key of text) await press(key)
    },
    /** A hand scanner: the machine types, nobody counts. */
    scan: async (code: string) => {
      await page.keyboard.insertText(code)
      await page.keyboard.press('Enter')
    },
    /** What a person dictates about the child; it has to be typed in any system. */
    dictated: async (text: string) => {
      const before = pressed
      for (const key of text) await page.keyboard.press(key)
      pressed = before
    },
    pressed: () => pressed,
    reset: () => {
      pressed = 0
    },
  }
}

const untilFocused = (page: Page, id: RegExp) =>
  page.waitForFunction((source) => new RegExp(source).test(document.activeElement?.id ?? ''), id.source)
const card = (number: string, name: string, birth: string, sex: string) =>
  `${number}||${name}|${birth}|${sex}|Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk|10052021`

it('receives a certified copy from the card on in at most 25 keys, a birth in at most 60', async () => {
  const officer = await newVisitor(DESK)
  await signInAs(officer, 'tiepnhan.songhinh')
  const { page } = officer
  const keys = keyboardOf(page)
  await page.goto('/can-bo')
  await page.getByRole('link', { name: /Tiếp nhận hồ sơ/ }).waitFor()

  // A person nobody knows yet, and a certified copy of two papers.
  await keys.press('F2')
  await untilFocused(page, /^person-idNumber$/)
  await keys.scan(card('066190700123', 'Trần Thị Bưởi', '02031990', 'Nữ'))
  await untilFocused(page, /^person-phone$/)
  await expectAccessibleInBoth(page)
  await keys.type('0912345678')
  await keys.press('Enter')
  await untilFocused(page, /^procedure-search$/)
  await keys.type('sy')
  await keys.press('Enter')
  await untilFocused(page, /^quick-fill$/)
  await picture(page, 'intake-procedure')
  await keys.press('1')
  await untilFocused(page, /soTrang$/)
  await keys.press('2')
  await keys.press('Enter')
  await untilFocused(page, /soBan$/)
  await keys.press('3')
  await page.getByText('12.000 đ', { exact: false }).first().waitFor()
  await expectFits(page)
  await picture(page, 'intake-ready')
  let sent = 0
  page.on('request', (one) => {
    if (one.url().endsWith('/desk/intakes')) sent++
  })
  await keys.press('Control+Enter')
  // A hand that trembles receives nobody twice.
  await page.keyboard.press('Control+Enter')
  await page.locator('#received [data-code]').waitFor()
  expect(sent).toBe(1)
  expect(await page.locator('#received').textContent()).toContain('Trần Thị Bưởi')
  await untilFocused(page, /^person-idNumber$/)
  await picture(page, 'intake-received')
  // The receipt of the money, by hand: most people want it, some pay with a card and do not.
  await page.locator('#received').getByRole('button', { name: 'In biên lai' }).click()
  await page.frameLocator('#motcua-print').locator('img').first().waitFor({ state: 'attached' })
  process.stdout.write(`keys for a certified copy: ${keys.pressed()}\n`)
  expect(keys.pressed()).toBeLessThanOrEqual(25)

  // A birth, with the cards of mother and father; what is said of the child is not counted.
  keys.reset()
  await keys.press('F2')
  await keys.scan(card('066190700123', 'Trần Thị Bưởi', '02031990', 'Nữ'))
  await untilFocused(page, /^procedure-search$/)
  await keys.type('ks')
  await keys.press('Enter')
  await untilFocused(page, /^quick-fill$/)
  await keys.press('1')
  await untilFocused(page, /con-hoTen$/)
  await keys.dictated('Le Gia Bao')
  await keys.press('Enter')
  await untilFocused(page, /con-ngaySinh$/)
  const born = await page.evaluate(() => {
    const day = new Date(Date.now() - 5 * 86_400_000)
    return [day.getDate(), day.getMonth() + 1, day.getFullYear()]
      .map((n) => String(n).padStart(2, '0'))
      .join('')
  })
  await keys.dictated(born)
  await keys.press('Enter')
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.type === 'radio')
  await keys.press('1')
  for (const person of [
    ['me', card('066190700123', 'Trần Thị Bưởi', '02031990', 'Nữ')],
    ['cha', card('066088700456', 'Lê Văn Mít', '12051988', 'Nam')],
  ] as const) {
    await untilFocused(page, new RegExp(`-${person[0]}-`))
    await keys.scan(person[1])
  }
  await untilFocused(page, /^papers-all$/)
  await picture(page, 'intake-birth')
  await keys.press('Enter')
  await untilFocused(page, /^accept$/)
  await keys.press('Control+Enter')
  await page.locator('#received', { hasText: 'Trần Thị Bưởi' }).waitFor()
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#person-idNumber')?.value === '')
  process.stdout.write(`keys for a birth beside the child's own data: ${keys.pressed()}\n`)
  expect(keys.pressed()).toBeLessThanOrEqual(60)
  await officer.close()
})

it('never takes Ctrl+Enter in vain: it waits for what the procedure asks, or says what is missing', async () => {
  const officer = await newVisitor(DESK)
  const { page } = officer
  await signInAs(officer, 'tiepnhan.songhinh')
  await page.goto('/can-bo/tiep-nhan')
  await untilFocused(page, /^person-idNumber$/)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Hãy chọn thủ tục.').waitFor()
  await page.keyboard.insertText(card('066190700124', 'Trần Thị Mận', '02031990', 'Nữ'))
  await page.keyboard.press('Enter')
  await untilFocused(page, /^person-phone$/)
  await page.keyboard.type('0912345679')
  await page.keyboard.press('Enter')
  await untilFocused(page, /^procedure-search$/)
  await page.keyboard.type('sy')
  // The procedure comes late, and the officer does not wait for it.
  await page.route('**/api/v1/procedures/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await route.continue()
  })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.locator('.intake-form .mf-summary').waitFor()
  await page.getByText('Hãy chọn “Loại bản sao”.').first().waitFor()
  await officer.close()
})

it('loses nothing on a reload, and reads a garbled card', async () => {
  const officer = await newVisitor(TABLET)
  await signInAs(officer, 'tiepnhan.tayhoa')
  const { page } = officer
  const keys = keyboardOf(page)
  await page.goto('/can-bo/tiep-nhan')
  await page.locator('#person-idNumber').click()
  // Caps Lock, and another sign between the fields.
  await keys.scan('066088700456~~lÊ vĂN mÍT~12051988~nAM~bUÔN tHÔ, XÃ sÔNG hINH, TỈNH đẮK lẮK~10052021')
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#person-name')?.value === 'Lê Văn Mít',
  )
  await untilFocused(page, /^person-phone$/)
  await page.reload()
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#person-name')?.value === 'Lê Văn Mít',
  )
  await expectAccessibleInBoth(page)
  await expectFits(page)
  await officer.close()
})

it('asks the register for who has no card with him, once number, name and birth date are typed', async () => {
  const officer = await newVisitor(DESK)
  await signInAs(officer, 'tiepnhan.songhinh')
  const { page } = officer
  await page.goto('/can-bo/tiep-nhan')
  await page.locator('#person-idNumber').fill('066190000001')
  await page.locator('#person-name').fill('Nguyễn Thị Hoà')
  await page.locator('#procedure-search').fill('1.001612')
  await page.keyboard.press('Enter')
  await page.locator('[id$=chuHo-ngaySinh]').fill('03/02/1990')
  await page.keyboard.press('Tab')
  await page.getByText('Khớp với Cơ sở dữ liệu quốc gia về dân cư.').waitFor()
  await page.getByText('Lấy từ Cơ sở dữ liệu quốc gia về dân cư').first().waitFor()
  await officer.close()
})
