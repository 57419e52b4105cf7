import { expect, it } from 'vitest'
import { DESK, newVisitor, PHONE, useBrowser } from './browser.ts'

useBrowser()

it('opens the portal for citizens and the door for officers', async () => {
  const citizen = await newVisitor(PHONE)
  await citizen.page.goto('/')
  await citizen.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await citizen.page.getByRole('heading', { level: 1 }).count()).toBe(1)
  await citizen.close()

  const officer = await newVisitor(DESK)
  await officer.page.goto('/can-bo')
  await officer.page.getByLabel('Tên đăng nhập').fill('tiepnhan.songhinh')
  await officer.page.getByLabel('Mật khẩu').fill('motcua-demo')
  await officer.page.keyboard.press('Enter')
  await officer.page.waitForURL(/\/can-bo\/?$/)
  await officer.close()
})
