import { expect, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'
import { api, fileCopies, tokenOf } from './by-api.ts'

useBrowser()

it('finishes a step of many dossiers after a preview, tells what came of each, and takes it back', {
  timeout: 120_000,
}, async () => {
  const filed = [await fileCopies(), await fileCopies(), await fileCopies()]
  const officer = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = officer
  const look = async () => {
    await expectAccessibleInBoth(page)
    await expectFits(page)
  }
  await signInAs(officer, 'chuyenvien.songcau')
  await page.goto('/can-bo?hang=unit')
  for (const { code } of filed)
    await page.getByRole('row').filter({ hasText: code }).getByRole('checkbox').check()
  await page.getByText('Đã chọn 3').waitFor()
  await page.getByRole('button', { name: 'Hoàn thành bước' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Trong 10 phút lấy lại được').waitFor()
  await look()
  await picture(page, 'staff-batch-preview')

  // Meanwhile a colleague is faster with one of them.
  const token = await tokenOf('chuyenvien.songcau')
  const { items } = await api('GET', `/tasks?dossier=${filed[1]!.id}`, token)
  await api('POST', `/tasks/${items[0].id}/completion`, token, {})
  await dialog.getByRole('button', { name: 'Làm 3 hồ sơ' }).click()
  await dialog.getByText(/^Sắp làm; còn huỷ được cả loạt/).waitFor()
  await dialog.getByText('Đã xong: 2 xong, 1 không làm được trên 3.').waitFor()
  await dialog.getByRole('listitem').filter({ hasText: filed[1]!.code }).waitFor()
  await look()
  await picture(page, 'staff-batch-done')
  for (const size of [TABLET, PHONE]) {
    await page.setViewportSize(size)
    await expectFits(page)
    await picture(page, `staff-batch-done-${size.width}`)
  }
  await page.setViewportSize(DESK)

  await dialog.getByRole('button', { name: 'Lấy lại' }).click()
  await dialog.getByText(/2 đã lấy lại trên 3\.$/).waitFor()
  await look()
  await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
  for (const { code } of [filed[0]!, filed[2]!])
    await page.getByRole('row').filter({ hasText: code }).waitFor()
  expect(await page.getByRole('row').filter({ hasText: filed[1]!.code }).count()).toBe(0)
  await officer.close()
})

it('prints one kind of paper of the selected dossiers as one file, and says which have none and why', {
  timeout: 120_000,
}, async () => {
  const filed = [await fileCopies(), await fileCopies()]
  const officer = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = officer
  const dialog = page.getByRole('dialog')
  const look = async (name: string) => {
    await expectAccessibleInBoth(page)
    for (const size of [PHONE, TABLET, DESK]) {
      await page.setViewportSize(size)
      await expectFits(page)
      await picture(page, `${name}-${size.width}`)
    }
  }
  const print = async (paper: string) => {
    await page.getByRole('button', { name: 'In giấy' }).click()
    await dialog.getByRole('combobox', { name: 'Loại giấy' }).click()
    await page.getByRole('option', { name: paper }).click()
    await dialog.getByRole('button', { name: 'Lập tệp in' }).click()
  }
  await signInAs(officer, 'chuyenvien.songcau')
  await page.goto('/can-bo?hang=unit')
  for (const { code } of filed)
    await page.getByRole('row').filter({ hasText: code }).getByRole('checkbox').check()
  await print('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ')
  await dialog.getByText('Đã xong: 0 trên 2 hồ sơ có giấy, 2 hồ sơ không in được.').waitFor()
  for (const { code } of filed) await dialog.getByRole('listitem').filter({ hasText: code }).waitFor()
  await look('staff-print-refused')
  await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
  await print('Phiếu kiểm soát quá trình giải quyết hồ sơ')
  await dialog.getByText('Đã xong: 2 trên 2 hồ sơ có giấy.').waitFor()
  const file = await dialog.getByRole('link', { name: 'Mở tệp in' }).getAttribute('href')
  const answer = await officer.context.request.get(file!)
  expect(answer.headers()['content-type']).toContain('application/pdf')
  await look('staff-print-done')
  await officer.close()
})
