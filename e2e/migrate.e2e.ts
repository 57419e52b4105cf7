import { it } from 'vitest'
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
import { api, tokenOf } from './by-api.ts'

useBrowser()

const PROCEDURE = '2.000620'

it('moves running dossiers to a new version after a preview, and takes it back', {
  timeout: 120_000,
}, async () => {
  const codes = [await runningDossier(), await runningDossier()]
  const admin = await newVisitor(DESK, { reducedMotion: 'reduce' })
  await signInAs(admin, 'quantri')
  const draft = await publishNewVersion()
  await admin.page.goto(`/quan-tri/thu-tuc/${draft}?phan=cong-bo`)
  await admin.page.getByRole('link', { name: 'Chuyển hồ sơ đang giải quyết sang phiên bản này' }).click()
  await admin.page.getByText(codes[0]!).waitFor()
  await admin.close()

  const head = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = head
  const look = async () => {
    await expectAccessibleInBoth(page)
    await expectFits(page)
  }
  await signInAs(head, 'lanhdao.tayhoa')
  await page.goto('/can-bo')
  await page.getByRole('link', { name: 'Chuyển phiên bản' }).click()
  await page.getByRole('heading', { level: 1, name: 'Chuyển phiên bản quy trình' }).waitFor()
  await look()
  await page.getByRole('link', { name: /^Xem trước việc chuyển Cấp Giấy phép bán lẻ rượu/ }).click()
  // The new version has the step under another key: they cannot go until it is said where.
  for (const code of codes)
    await page.getByRole('row').filter({ hasText: code }).getByText('Không', { exact: true }).waitFor()
  await page.getByRole('status').getByText('không chuyển được 2').waitFor()
  await page.getByRole('combobox', { name: /^“Tiếp nhận, chuyển hồ sơ” thành/ }).click()
  await page.getByRole('option', { name: 'Chuyển hồ sơ đến nơi giải quyết' }).click()
  for (const code of codes)
    await page.getByRole('row').filter({ hasText: code }).getByText('Được', { exact: true }).waitFor()
  await look()
  await picture(page, 'staff-migration')
  for (const size of [TABLET, PHONE]) {
    await page.setViewportSize(size)
    await expectFits(page)
    await picture(page, `staff-migration-${size.width}`)
  }
  await page.setViewportSize(DESK)

  await page.getByRole('button', { name: /^Chuyển \d+ hồ sơ$/ }).click()
  await page.getByRole('dialog').getByLabel('Lý do chuyển').fill('Quy trình mới ngắn hơn một bước.')
  await look()
  await page.getByRole('dialog').getByRole('button', { name: 'Chuyển', exact: true }).click()
  await page.getByText(/^Đã chuyển xong: \d+ đã chuyển, 0 không chuyển được/).waitFor()
  for (const code of codes)
    await page.getByRole('row').filter({ hasText: code }).getByText('Đã chuyển', { exact: true }).waitFor()
  await look()
  await picture(page, 'staff-migration-done')

  await page.getByRole('button', { name: 'Đưa về phiên bản cũ' }).click()
  await page.getByText(/^Đã đưa về phiên bản cũ/).waitFor()
  for (const code of codes)
    await page.getByRole('row').filter({ hasText: code }).getByText('Đã đưa về', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Mọi lần chuyển' }).click()
  await page.getByText('Quy trình mới ngắn hơn một bước.').waitFor()
  await look()
  await head.close()
})

/** A dossier at the commune Tây Hoà whose first step is open. @returns its code */
async function runningDossier(): Promise<string> {
  const example = await api('GET', `/procedures/${PROCEDURE}/example`, null)
  const at = { competentUnit: 'tayhoa', receivingUnit: 'tayhoa' }
  const { id } = await api('POST', '/dossiers', await tokenOf('nguoidan1'), { ...example, ...at })
  const desk = await tokenOf('tiepnhan.tayhoa')
  return (await api('POST', `/dossiers/${id}/acceptance`, desk, {})).code
}

/** Publishes the procedure again, with another key and name of its first step. @returns the draft it came from */
async function publishNewVersion(): Promise<string> {
  const admin = await tokenOf('quantri')
  const wish = { unit: 'daklak', code: PROCEDURE, from: PROCEDURE }
  const draft = await api('POST', '/studio/drafts', admin, wish)
  const { parts } = await api('GET', `/studio/drafts/${draft.id}`, admin)
  const revisions: Record<string, number> = {}
  for (const { part, revision, content } of parts) {
    const text = JSON.stringify(content)
      .replaceAll('tiep_nhan', 'chuyen_den')
      .replaceAll('Tiếp nhận, chuyển hồ sơ', 'Chuyển hồ sơ đến nơi giải quyết')
    const body = { revision, content: JSON.parse(text) }
    revisions[part] = (await api('PUT', `/studio/drafts/${draft.id}/parts/${part}`, admin, body)).revision
  }
  const { current } = await api('GET', `/studio/drafts/${draft.id}/diff`, admin)
  await api('POST', `/studio/drafts/${draft.id}/publication`, admin, {
    revisions,
    against: current.versionId,
  })
  return draft.id
}
