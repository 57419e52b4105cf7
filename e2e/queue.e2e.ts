import { expect, it } from 'vitest'
import { DESK, expectFits, newVisitor, PHONE, signInAs, useBrowser } from './browser.ts'
import { api, tokenOf } from './by-api.ts'

useBrowser()

const LONG =
  'Công ty trách nhiệm hữu hạn một thành viên thương mại, dịch vụ, xuất nhập khẩu nông sản '.repeat(3)

/** Files copies for somebody at the desk of Tây Hoà. */
async function receive(name: string): Promise<{ id: string; code: string }> {
  const desk = await tokenOf('tiepnhan.tayhoa')
  const { answers, papers } = await api('GET', '/procedures/2.000815/example', null)
  const applicant = { name, idNumber: '066088700456' }
  const body = { unit: 'tayhoa', procedureCode: '2.000815', applicant, answers, papers }
  return (await api('POST', '/desk/intakes', desk, body)).dossier
}

it('keeps rows dense and still: long names, eleven rows, what comes and goes behind', async () => {
  const { code } = await receive(LONG.slice(0, 250))
  const officer = await newVisitor(DESK)
  await signInAs(officer, 'tiepnhan.tayhoa')
  const { page } = officer
  await page.goto('/can-bo?hang=unit')
  const row = page.getByRole('row').filter({ hasText: code })
  await row.waitFor()
  const { height } = (await row.boundingBox())!
  const room = await page.evaluate(() => {
    const grid = document.querySelector('[role=grid]')!
    return grid.parentElement!.clientHeight - grid.querySelector('thead')!.clientHeight
  })
  expect(height).toBeLessThanOrEqual(45)
  expect(Math.floor(room / height)).toBeGreaterThanOrEqual(11)

  // A colleague receives one more: it is told of, and nothing moves until the officer wants it.
  const before = await row.boundingBox()
  const next = await receive('Lê Văn Mít')
  await page.getByRole('button', { name: /Hiện 1 hồ sơ mới/ }).waitFor()
  expect(await row.boundingBox()).toEqual(before)
  expect(await page.getByRole('row').filter({ hasText: next.code }).count()).toBe(0)
  await page.keyboard.press('n')
  await page.getByRole('row').filter({ hasText: next.code }).waitFor()

  await page.setViewportSize(PHONE)
  await row.waitFor()
  await expectFits(page)
  const card = (await row.boundingBox())!
  expect(card.x + card.width).toBeLessThanOrEqual(PHONE.width)
  const due = (await row.getByText(/^Còn /).boundingBox())!
  expect(due.x + due.width).toBeLessThanOrEqual(PHONE.width)
  await officer.close()
})

it('counts what is late as the list of it does', async () => {
  const leader = await newVisitor(DESK)
  await signInAs(leader, 'lanhdao.songhinh')
  const { page } = leader
  await page.goto('/can-bo/giam-sat')
  const late = page.locator('dd a')
  await late.waitFor()
  const count = Number(await late.textContent())
  expect(count).toBeGreaterThan(0)
  await late.click()
  await page.getByRole('heading', { name: 'Hồ sơ quá hạn' }).waitFor()
  await page.getByText(`${count} hồ sơ`, { exact: true }).waitFor()
  await page.locator('[role=grid] tbody tr[id]').first().waitFor()
  expect(await page.locator('[role=grid] tbody tr[id]').count()).toBe(count)
  await leader.close()
})
