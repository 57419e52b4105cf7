import { type APIRequestContext, request } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { attachPhoto, takePhoto } from './birth-form.ts'
import {
  expectAccessible,
  expectFits,
  newVisitor,
  PASSWORD,
  PHONE,
  picture,
  signInAs,
  useBrowser,
  type Visitor,
} from './browser.ts'

useBrowser()

it('takes a supplement from the request to the desk and back, once, and asks for proof before letting go', {
  timeout: 120_000,
}, async () => {
  const father = await newVisitor(PHONE)
  await signInAs(father, 'nguoidan2')
  const { page } = father
  const id = await fileBirth(father)
  const desk = await officer('tiepnhan.songhinh')
  await act(desk, `/dossiers/${id}/acceptance`, {})
  await act(desk, `/dossiers/${id}/supplement-requests`, {
    reason: 'Tên con viết sai dấu và ảnh giấy chứng sinh bị mờ.',
    items: [
      { key: '/con/hoTen', text: 'Viết lại họ, chữ đệm, tên của con cho đúng giấy chứng sinh.' },
      { key: 'giayChungSinh', text: 'Chụp lại Giấy chứng sinh cho rõ.' },
    ],
  })
  const looksRight = async (name: string) => {
    await expectFits(page)
    await expectAccessible(page)
    await picture(page, `portal/bo-sung-${name}`)
  }

  // The notice follows the request by itself.
  const unread = async () =>
    (await (await father.context.request.get('/api/v1/notices')).json()).items[0]?.dossierId
  await expect.poll(unread, { timeout: 15_000 }).toBe(id)
  await page.goto('/hop-thu')
  await page.getByText('Mới', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Xem hồ sơ' }).first().click()
  await page.getByText('Hồ sơ cần bổ sung').waitFor()
  await looksRight('yeu-cau')
  await page.getByRole('link', { name: 'Bổ sung hồ sơ' }).click()
  await page.getByRole('heading', { name: 'Sửa trong tờ khai' }).waitFor()
  // Only what was asked for is open.
  expect(await page.locator('.mf-form .mf-input').count()).toBe(1)
  await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await page.getByText('Bạn chưa sửa hay đính kèm gì').waitFor()
  await page.getByLabel('Họ, chữ đệm, tên của con').fill('Trần Gia Bảo')
  await attachPhoto(page, 'Giấy chứng sinh', await takePhoto(page, 800, 600))
  await looksRight('sua')
  // Kept in the browser until it is sent.
  await page.reload()
  expect(await page.getByLabel('Họ, chữ đệm, tên của con').inputValue()).toBe('Trần Gia Bảo')

  let lost = 1
  await page.route('**/supplements', async (route) => {
    if (lost-- <= 0) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await page.getByRole('button', { name: 'Gửi bổ sung' }).dblclick()
  await page.waitForURL(new RegExp(`/ho-so/${id}$`))
  await page.getByText('Bổ sung', { exact: false }).first().waitFor()
  await looksRight('da-gui')
  const seen = await (await desk.get(`/api/v1/dossiers/${id}`)).json()
  expect(seen.answers.con.hoTen).toBe('Trần Gia Bảo')
  expect(
    seen.papers.filter((paper: { replacedAt: string | null }) => paper.replacedAt === null),
  ).toHaveLength(1)
  const { items } = await (await desk.get(`/api/v1/dossiers/${id}/timeline`)).json()
  expect(items.filter((one: { kind: string }) => one.kind === 'supplemented')).toHaveLength(1)

  // The page tells why the date has moved, and which office has looked.
  await page.reload()
  await page.getByText('Vì sao có ngày hẹn này').click()
  await page.getByText('Ai đã xem hồ sơ của tôi').click()
  await page.getByText('UBND xã Sông Hinh').first().waitFor()
  await looksRight('vi-sao')

  // Letting go needs a fresh proof of who one is, because the demo is connected to a provider of identity.
  await page.getByText('Rút hồ sơ', { exact: true }).click()
  await page.getByRole('button', { name: 'Rút hồ sơ này' }).click()
  await page.getByRole('link', { name: 'Xác nhận rồi quay lại' }).waitFor()
  await looksRight('xac-nhan-lai')
  await desk.dispose()
  await father.close()
})

/** Files the birth of the example, with a name to be corrected, and answers the id. */
async function fileBirth({ context }: Visitor): Promise<string> {
  const example = await (await context.request.get('/api/v1/procedures/1.001193/example')).json()
  const answers = { ...example.answers, con: { ...example.answers.con, hoTen: 'Trần Gia Bào' } }
  const { name, idNumber, phone } = await (await context.request.get('/api/v1/me')).json()
  const filed = await context.request.post('/api/v1/dossiers', {
    data: { ...example, applicant: { name, idNumber, phone }, answers },
  })
  expect(filed.status(), await filed.text()).toBe(201)
  return (await filed.json()).id
}

async function officer(username: string): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL: inject('address') })
  const { token } = await (
    await api.post('/api/v1/session', { data: { username, password: PASSWORD } })
  ).json()
  await api.dispose()
  return request.newContext({
    baseURL: inject('address'),
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
}

async function act(api: APIRequestContext, path: string, data: object): Promise<void> {
  const answer = await api.post(`/api/v1${path}`, { data })
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200)
}
