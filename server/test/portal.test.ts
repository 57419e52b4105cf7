import { type Api, answer, failure, type Request } from '@motcua/portal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, type World } from './journeys/world.ts'

let world: World
let nobody: Person
let receipt: { code: string; secret: string; applicant: { name: string; phone: string; idNumber: string } }
beforeAll(async () => {
  world = await openWorld('2026-03-04T08:00')
  nobody = await world.as(null)
  const citizen = await world.as('nguoidan1')
  const example = (await nobody.get('/procedures/2.000815/example')).body
  const { body: filed } = await citizen.post('/dossiers', example, { 'idempotency-key': 'portal-1' })
  const desk = await world.as('tiepnhan.songhinh')
  await desk.post(`/dossiers/${filed.id}/acceptance`)
  const { body: dossier } = await desk.get(`/dossiers/${filed.id}`)
  receipt = { code: dossier.code, secret: dossier.trackingSecret, applicant: example.applicant }
})
afterAll(() => world?.close())

const asVisitor: Api = async (method, path, body) => {
  const { status, body: said } = await nobody.send(method, path, body)
  return { status, headers: {}, body: said }
}

const ASSETS = { script: '/assets/client.js', css: '', fonts: [] }

function request(address: string, api: Api = asVisitor): Request {
  const { pathname, searchParams } = new URL(address, 'https://cong.example')
  const english = pathname === '/en' || pathname.startsWith('/en/')
  return {
    method: 'GET',
    path: (english ? decodeURI(pathname.slice(3)) : decodeURI(pathname)) || '/',
    lang: english ? 'en' : 'vi',
    query: searchParams,
    form: null,
    origin: 'https://cong.example',
    hasSession: false,
    now: new Date('2026-03-04T08:00:00+07:00'),
    assets: ASSETS,
    api,
  }
}

async function open(address: string, api?: Api) {
  const made = await answer(request(address, api))
  if (made.kind !== 'page') throw new Error(`${address} is no page`)
  return made
}

/** What a reader sees, without elements. */
const words = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('pages', () => {
  it.each([
    ['/', 'Làm thủ tục tại nhà'],
    ['/thu-tuc', 'Theo lĩnh vực'],
    ['/thu-tuc?cap=commune', 'Thủ tục cấp xã'],
    ['/thu-tuc?linh-vuc=Hộ tịch', 'Lĩnh vực Hộ tịch'],
    ['/su-kien/co-con-nho', 'Đăng ký khai sinh'],
    ['/thu-tuc/1.001193', 'Giấy chứng sinh'],
    ['/thu-tuc/1.001193/to-khai', 'Người khai ký'],
    ['/tra-cuu', 'Mã hồ sơ'],
    ['/so-lieu', 'UBND xã Sông Hinh'],
    ['/so-lieu/cham-han', 'Hiện không có hồ sơ nào chậm hạn'],
    ['/co-quan', 'Trung tâm Phục vụ hành chính công'],
    ['/co-quan/songhinh', 'thứ Hai – thứ Sáu'],
    ['/ngay-nghi', 'Giỗ Tổ Hùng Vương'],
    ['/tro-giup', 'Tìm thủ tục'],
    ['/kha-nang-tiep-can', 'WCAG 2.2'],
    ['/quyen-rieng-tu', 'Cookie'],
    ['/en', 'Do it from home'],
    ['/en/thu-tuc/1.001193', 'Birth registration'],
    ['/en/so-lieu', 'Whole province'],
  ])('%s is a whole page that tells of “%s”', async (address, said) => {
    const { status, html } = await open(address)
    expect(status).toBe(200)
    expect(words(html)).toContain(said)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain(`<html lang="${address.startsWith('/en') ? 'en' : 'vi'}">`)
    expect(html).toMatch(
      /<link rel="canonical" href="https:\/\/cong\.example\/|<meta name="robots" content="noindex"/,
    )
  })

  it.each([
    ['/khong-co', 404],
    ['/thu-tuc/9.999999', 404],
    [`/thu-tuc/${'x'.repeat(5000)}`, 404],
    ['/su-kien/khong-co', 404],
    ['/co-quan/khong-co', 404],
    ['/tra-cuu/H15.61-000101-9999', 404],
    ['/so-lieu?tu=9999-99-99&den=x', 200],
    ['/ngay-nghi?nam=99999', 200],
    ['/thu-tuc?sau=xyz', 200],
    [`/thu-tuc?q=${'a'.repeat(5000)}`, 200],
    ['/thu-tuc?q=%00%1f', 200],
    ['/tra-cuu?ma=%E2%80%AE%E2%80%8B', 200],
  ])('%s is answered by a page with ways to go on (%i)', async (address, status) => {
    const made = await open(address)
    expect(made.status).toBe(status)
    expect(made.html).toContain('href="/tro-giup"')
  })

  it('shows what was typed without hidden characters and never as elements', async () => {
    const { html } = await open(`/thu-tuc?q=${encodeURIComponent('\u202ekhai\u200b sinh <b>"</b>')}`)
    expect(html).not.toMatch(/[\u202e\u200b]|sinh <b>/)
    expect(words(html)).toContain('khai sinh')
  })
})

it('tells on the page of an office how it keeps its appointments', async () => {
  const text = words((await open('/co-quan/songhinh')).html)
  expect(text).toMatch(/Hồ sơ do cơ quan này giải quyết, từ đầu năm .*1 Đang giải quyết/)
  expect(words((await open('/co-quan/tayhoa')).html)).not.toContain('từ đầu năm')
})

describe('the samples of results', () => {
  it('show what will stand on the paper, marked as samples', async () => {
    expect((await open('/thu-tuc/1.001193')).html).toContain('href="/thu-tuc/1.001193/mau-ket-qua"')
    const { status, html } = await open('/thu-tuc/1.001193/mau-ket-qua')
    expect(status).toBe(200)
    expect(words(html)).toContain('Số định danh cá nhân:')
    expect(words(html)).toContain('Mẫu chỉ để biết trước, không có giá trị sử dụng.')
  })

  it('are missing where a procedure has none', async () => {
    expect((await open('/thu-tuc/2.000908')).html).not.toContain('mau-ket-qua')
    expect((await open('/thu-tuc/2.000908/mau-ket-qua')).status).toBe(404)
  })
})

describe('the period of the figures', () => {
  it('is typed and shown as in Vietnam', async () => {
    const { html } = await open('/so-lieu?tu=1/2/2026&den=28-02-2026')
    expect(html).toMatch(/name="tu"[^>]*value="01\/02\/2026"/)
    expect(words(html)).toContain('Từ 01/02/2026 đến 28/02/2026')
    expect(html).toContain('/api/v1/figures?from=2026-02-01&amp;to=2026-02-28')
  })

  it.each([
    ['tu=30/02/2026', '“Từ ngày” phải là ngày có thật, viết dạng ngày/tháng/năm, ví dụ 25/11/2026.'],
    ['den=hôm qua', '“Đến ngày” phải là ngày có thật'],
    ['tu=1/3/2026&den=1/2/2026', 'Khoảng thời gian chưa đúng'],
  ])('says what is wrong with %s and shows the year so far', async (query, sentence) => {
    const { status, html } = await open(`/so-lieu?${encodeURI(query)}`)
    expect(status).toBe(200)
    expect(words(html)).toContain(sentence)
  })
})

describe('one’s own case', () => {
  const birth = (query: string) => open(`/thu-tuc/1.001193?${query}`)

  it('asks only what changes something, and more as answers call for it', async () => {
    const { html } = await open('/thu-tuc/1.013831')
    const names = [...html.matchAll(/name="([^"]+)"/g)].map((m) => m[1])
    expect(names).not.toContain('nguoiYeuCau.hoTen')
    const bare = await birth('')
    expect(bare.html).toContain('name="hoanCanh"')
    expect(bare.html).not.toContain('name="con.hoTen"')
  })

  it('computes fees and papers with their reasons', async () => {
    const made = await birth(
      'hoanCanh=thongThuong&chungMinhSinh=camDoan&con.ngaySinh=2025-12-01&dienMien=khong&soBanSao=2',
    )
    const text = words(made.html)
    expect(text).toContain('Với trường hợp của bạn')
    expect(text).toContain('24.000 đồng')
    expect(text).toMatch(/Phải có Giấy cam đoan về việc sinh/)
  })

  it('lets nonsense in answers pass as no answer', async () => {
    const made = await birth('hoanCanh=x&con.ngaySinh=9999-99-99&soBanSao=-1&con=1&nguoiYeuCau=&__proto__=1')
    expect(made.status).toBe(200)
  })

  it('takes a day written as in Vietnam, shows it so, and says what is wrong with another', async () => {
    const right = await birth('con.ngaySinh=5.1.2026')
    expect(right.html).toMatch(/name="con.ngaySinh"[^>]*value="05\/01\/2026"/)
    const wrong = await birth('con.ngaySinh=31/02/2026&soBanSao=hai')
    expect(words(wrong.html)).toContain('phải là ngày có thật, viết dạng ngày/tháng/năm')
    expect(wrong.html).toMatch(/name="con.ngaySinh"[^>]*aria-invalid="true"[^>]*value="31\/02\/2026"/)
    expect(words(wrong.html)).toContain('phải là số nguyên')
  })

  it('describes the service for machines in JSON that cannot end its element', async () => {
    const { html } = await open('/thu-tuc/1.001193')
    const things = [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map((m) =>
      JSON.parse(m[1]!),
    )
    expect(things.map((thing) => thing['@type'])).toEqual([
      'BreadcrumbList',
      'GovernmentService',
      'FAQPage',
      'cpsv:PublicService',
    ])
    expect(things[1]).toMatchObject({ identifier: '1.001193', url: 'https://cong.example/thu-tuc/1.001193' })
  })
})

describe('tracking', () => {
  const personal = () => [receipt.applicant.name, receipt.applicant.phone, receipt.applicant.idNumber]

  it('tells the general state by the code alone', async () => {
    const text = words((await open(`/tra-cuu/${receipt.code}`)).html)
    expect(text).toContain('Được tiếp nhận')
    expect(text).not.toContain('Chứng thực bản sao')
    for (const word of personal()) expect(text).not.toContain(word)
  })

  it('tells steps and why it is due with the secret, still without the person', async () => {
    const made = await open(`/tra-cuu/${receipt.code}?secret=${receipt.secret.toLowerCase()}`)
    const text = words(made.html)
    expect(text).toContain('Chứng thực bản sao từ bản chính')
    expect(text).toContain('Thời hạn tính từ')
    for (const word of personal()) expect(text).not.toContain(word)
    expect(made.headers?.['cache-control']).toBe('private, no-store')
    expect(made.html).toContain('content="noindex"')
  })

  it('says when the secret is wrong and shows no more than without it', async () => {
    const text = words((await open(`/tra-cuu/${receipt.code}?secret=AAAAAAAA`)).html)
    expect(text).toContain('Mã tra cứu chưa đúng')
    expect(text).not.toContain('Chứng thực bản sao')
  })

  it('leads from the form to the dossier, however the code was typed', async () => {
    const typed = encodeURIComponent(` ${receipt.code.toLowerCase()}\u200b `)
    expect(await answer(request(`/tra-cuu?ma=${typed}&secret=abcd2345`))).toEqual({
      kind: 'redirect',
      to: `/tra-cuu/${receipt.code}?secret=abcd2345`,
    })
  })
})

describe('when the API is away', () => {
  const failing =
    (status: number): Api =>
    async () => ({ status, headers: {}, body: { title: 'nội bộ' } })

  it.each([
    [500, 500, 'chưa mở được'],
    [503, 503, 'nhiều người dùng'],
    [429, 429, 'nhiều người dùng'],
  ])('a %i becomes a page in plain words (%i)', async (status, shown, said) => {
    const made = await open('/thu-tuc', failing(status))
    expect(made.status).toBe(shown)
    expect(words(made.html)).toContain(said)
    expect(made.error).toBeDefined()
  })

  it('a call that breaks becomes a page too', async () => {
    const made = await open('/', async () => {
      throw new Error('gone')
    })
    expect(made.status).toBe(500)
    expect(words(made.html)).not.toContain('gone')
  })

  it('a refusal before the page says why', () => {
    const made = failure(request('/'), { status: 403, message: 'Yêu cầu đến từ một trang khác.' })
    expect(made.kind === 'page' && words(made.html)).toContain('Yêu cầu đến từ một trang khác.')
  })
})

it('lists every public page in both languages for search engines, and none of a person', async () => {
  const made = await answer(request('/sitemap.xml'))
  const text = made.kind === 'text' ? made.text : ''
  expect(text).toContain('<loc>https://cong.example/thu-tuc/1.001193</loc>')
  expect(text).toContain('<loc>https://cong.example/en/thu-tuc/1.001193</loc>')
  expect(text).not.toMatch(/tra-cuu\/|ho-so|tai-khoan/)
  const robots = await answer(request('/robots.txt'))
  expect(robots.kind === 'text' && robots.text).toContain('Sitemap: https://cong.example/sitemap.xml')
})
