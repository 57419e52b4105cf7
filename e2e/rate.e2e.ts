import { expect, it } from 'vitest'
import { expectAccessible, expectFits, newVisitor, PHONE, picture, signInAs, useBrowser } from './browser.ts'
import { fileCopies } from './by-api.ts'

useBrowser()

const CRITERIA = ['information', 'simplicity', 'attitude', 'punctuality', 'result']

it('takes a rating with the receipt, without JavaScript, and says what is missing', async () => {
  const receipt = await fileCopies('refusal')
  const visitor = await newVisitor(PHONE, { javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`/danh-gia?ma=${receipt.code}`)
  await page.getByLabel('Ý kiến thêm').fill('Được hướng dẫn rõ')
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByText('Đánh giá chưa được gửi').waitFor()
  expect(await page.getByText('Hãy chọn một mức.').count()).toBe(CRITERIA.length)
  expect(await page.getByLabel('Ý kiến thêm').inputValue()).toBe('Được hướng dẫn rõ')
  for (const name of CRITERIA) await page.locator(`[name="${name}"][value="4"]`).check()
  await page.getByLabel('Mã tra cứu').fill('SAI00000')
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByText('Mã tra cứu chưa đúng').waitFor()
  await page.getByLabel('Mã tra cứu').fill(receipt.secret)
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByRole('heading', { name: 'Cảm ơn bạn đã đánh giá' }).waitFor()
  await page.goto('/so-lieu')
  await page.getByText('Mức độ hài lòng của người dân').first().waitFor()
  await visitor.close()
})

it('lets the applicant rate from his dossier, and correct it', async () => {
  const { id } = await fileCopies('refusal')
  const visitor = await newVisitor(PHONE)
  const { page } = visitor
  await signInAs(visitor, 'nguoidan1')
  await page.goto(`/ho-so/${id}`)
  await page.getByRole('link', { name: 'Đánh giá việc giải quyết' }).click()
  await page.waitForURL('**/danh-gia?**')
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'portal-rating-360')
  expect(await page.getByLabel('Mã tra cứu').count()).toBe(0)
  for (const name of CRITERIA) await page.locator(`[name="${name}"][value="5"]`).check()
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByRole('heading', { name: 'Cảm ơn bạn đã đánh giá' }).waitFor()
  await expectAccessible(page)
  await page.goto(`/ho-so/${id}`)
  await page.getByRole('link', { name: 'Đánh giá việc giải quyết' }).click()
  await page.getByText('Bạn đã đánh giá hồ sơ này').waitFor()
  expect(await page.locator('[name="result"][value="5"]').isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Sửa đánh giá' }).waitFor()
  await expectAccessible(page)
  await visitor.close()
})
