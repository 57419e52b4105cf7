import { expect, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  useBrowser,
  type Visitor,
} from './browser.ts'
import { api, fileCopies, tokenOf } from './by-api.ts'

useBrowser()

const look = async ({ page }: Visitor) => {
  await expectAccessibleInBoth(page)
  await expectFits(page)
}

it('lends the leader’s role for an absence on a phone; the deputy signs in series, and ends it', async () => {
  const waiting = [await awaitSignature(), await awaitSignature()]
  const leader = await newVisitor(PHONE)
  await signInAs(leader, 'lanhdao.songcau')
  const { page } = leader
  await page.goto('/can-bo/uy-quyen')
  await page.getByRole('combobox', { name: 'Người nhận' }).click()
  await page
    .getByRole('option', { name: /Trưởng phòng/i })
    .first()
    .click()
  await page.getByLabel('Lý do').fill('Đi họp ở tỉnh.')
  await look(leader)
  await page.getByRole('button', { name: 'Uỷ quyền', exact: true }).click()
  await page.getByText('Đã uỷ quyền.').waitFor()
  await page.getByText(/^Giao cho /).waitFor()
  await look(leader)
  await picture(page, 'staff-delegation-360')

  const deputy = await newVisitor(DESK)
  await signInAs(deputy, 'truongphong.songcau')
  await deputy.page.goto('/can-bo?hang=unit')
  for (const { code } of waiting) await deputy.page.getByRole('row').filter({ hasText: code }).waitFor()
  await deputy.page.getByRole('link', { name: waiting[0]!.code }).click()
  // One after the other, by one key; each tells what was done, and the next one opens.
  for (let left = 2; left > 0; left--) {
    const code = await deputy.page.getByRole('heading', { level: 1, name: /^H15\./ }).textContent()
    await deputy.page.getByRole('button', { name: /^Ký chứng thực/ }).waitFor()
    await deputy.page.keyboard.press('Control+Enter')
    await deputy.page.getByText(new RegExp(`^${code}: .*Ký chứng thực`)).waitFor()
    if (left > 1)
      await deputy.page.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, code)
  }
  const desk = await tokenOf('tiepnhan.songcau')
  const deputyName = (await (await deputy.context.request.get('/api/v1/session')).json()).name
  expect(deputyName).toMatch(/\S/)
  const leaderName = (await (await leader.context.request.get('/api/v1/session')).json()).name
  for (const { id } of waiting) {
    const { items } = await api('GET', `/dossiers/${id}/timeline`, desk)
    expect(items.at(-1)).toMatchObject({
      kind: 'stepCompleted',
      actorName: deputyName,
      lenderName: leaderName,
    })
  }
  await page.goto(`/can-bo/ho-so/${waiting[0]!.id}`)
  await page.getByRole('tab', { name: 'Diễn biến' }).click()
  await page.getByText(`Thực hiện theo uỷ quyền của ${leaderName}`).waitFor()
  await look(leader)
  await picture(page, 'staff-timeline-delegated-360')
  await page.goto('/can-bo/uy-quyen')

  await page.getByRole('button', { name: 'Thu hồi' }).click()
  await page.getByText('Đã thu hồi uỷ quyền.').waitFor()
  await page.getByText('Không có uỷ quyền nào đang hoặc sắp có hiệu lực.').waitFor()
  for (const visitor of [leader, deputy]) await visitor.close()
}, 120_000)

/** Copies that only need the leader's signature. */
async function awaitSignature(): Promise<{ id: string; code: string }> {
  const filed = await fileCopies()
  for (const officer of ['tiepnhan.songcau', 'chuyenvien.songcau']) {
    const token = await tokenOf(officer)
    const { items } = await api('GET', `/tasks?dossier=${filed.id}`, token)
    for (const task of items) {
      if (task.roles.includes(officer.split('.')[0]))
        await api('POST', `/tasks/${task.id}/completion`, token, {})
    }
  }
  return filed
}
