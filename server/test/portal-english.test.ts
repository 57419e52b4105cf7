import { type Api, answer } from '@motcua/portal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainJobs } from '../src/platform/jobs.ts'
import { openWorld, type Person, type World } from './journeys/world.ts'

// On English pages of a person every word of ours is English: what is Vietnamese (names, and what officers or the law
// write) stands in elements that say so.

let world: World
let citizen: Person
let asked: string
let handedOver: string
let draft: string

beforeAll(async () => {
  world = await openWorld('2026-03-04T08:00')
  citizen = await world.as('nguoidan1')
  const desk = await world.as('tiepnhan.songhinh')
  const file = async (code: string) => {
    const example = (await citizen.get(`/procedures/${code}/example`)).body
    const filed = await citizen.post('/dossiers', {
      ...example,
      channel: 'online',
      receivingUnit: 'songhinh',
    })
    expect(filed.status, JSON.stringify(filed.body)).toBe(201)
    await desk.post(`/dossiers/${filed.body.id}/acceptance`)
    return filed.body.id as string
  }
  handedOver = await file('2.000815')
  await world.work(handedOver)
  await (await world.as('vanthu.songhinh')).post(`/dossiers/${handedOver}/results`, { number: '15' })
  await desk.post(`/dossiers/${handedOver}/handover`)
  asked = await file('1.001193')
  const step = await nextTaskOf(asked)
  const officer = await world.as(`${step.roles[0]}.${step.unit}`)
  const request = await officer.post(`/dossiers/${asked}/supplement-requests`, {
    reason: 'Ảnh giấy chứng sinh bị mờ',
    items: [{ key: 'giayChungSinh', text: 'Giấy chứng sinh rõ nét' }],
  })
  expect(request.status, JSON.stringify(request.body)).toBeLessThan(300)
  draft = (await citizen.post('/drafts', { procedureCode: '1.001193', body: {} })).body.id
  await drainJobs(world.root, world.root.clock.now())
})
afterAll(() => world?.close())

const nextTaskOf = async (id: string) =>
  (await (await world.as('tiepnhan.songhinh')).get(`/tasks?dossier=${id}`)).body.items[0]

const asCitizen: Api = async (method, path, body) => {
  const { status, body: said } = await citizen.send(method, path, body)
  return { status, headers: {}, body: said }
}

async function open(path: string, hasSession = true) {
  const { pathname, searchParams } = new URL(path, 'https://cong.example')
  const visitor = await world.as(null)
  const made = await answer({
    method: 'GET',
    path: pathname,
    lang: 'en',
    query: searchParams,
    form: null,
    origin: 'https://cong.example',
    hasSession,
    now: world.root.clock.now(),
    assets: { script: '/assets/client.js', css: '', fonts: [] },
    api: hasSession
      ? asCitizen
      : async (method, address, body) => {
          const { status, body: said } = await visitor.send(method, address, body)
          return { status, headers: {}, body: said }
        },
  })
  if (made.kind !== 'page') throw new Error(`${path} is no page: ${JSON.stringify(made)}`)
  return made
}

const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i
const VOID = new Set(['input', 'br', 'img', 'hr', 'meta', 'link'])

/** Texts and spoken labels of the main part that look Vietnamese and do not say that they are. */
function unmarked(html: string): string[] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  const found: string[] = []
  const languages: string[] = ['en']
  for (const [, end, name, attributes = '', closed, text] of main.matchAll(
    /<(\/?)([a-z0-9]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gi,
  )) {
    const language = languages.at(-1)!
    if (text !== undefined) {
      if (language === 'en' && VIETNAMESE.test(text)) found.push(text.trim())
      continue
    }
    if (end) {
      languages.pop()
      continue
    }
    const own = /\slang="(\w+)"/.exec(attributes)?.[1] ?? language
    const spoken = /\s(?:aria-label|title|placeholder|alt)="([^"]*)"/.exec(attributes)?.[1] ?? ''
    if (own === 'en' && VIETNAMESE.test(spoken)) found.push(`${name}: ${spoken}`)
    if (!closed && !VOID.has(name!.toLowerCase())) languages.push(own)
  }
  expect(languages).toEqual(['en'])
  return found
}

describe('English pages of a person', () => {
  it.each<[string, () => string, string]>([
    ['the account', () => '/tai-khoan', 'You are signed in as'],
    ['the dossiers and drafts', () => '/ho-so', 'My dossiers'],
    ['the inbox', () => '/hop-thu', 'needs a supplement'],
    ['a dossier that is done', () => `/ho-so/${handedOver}`, 'The result was handed over'],
    ['a dossier that needs something', () => `/ho-so/${asked}`, 'A supplement is needed'],
    ['its receipt', () => `/ho-so/${asked}/bien-nhan`, 'The dossier has been filed'],
    ['its supplement', () => `/ho-so/${asked}/bo-sung`, 'Supplement'],
    ['the begin of a filing', () => '/nop-ho-so/1.001193', 'Papers to prepare'],
    ['a draft', () => `/nop-ho-so/1.001193?nhap=${draft}`, 'Opening the form'],
    ['a draft that is gone', () => `/nop-ho-so/1.001193?nhap=${asked}`, 'This draft no longer exists'],
  ])('%s', async (_, path, said) => {
    const { status, html } = await open(path())
    expect(status).toBe(200)
    expect(html).toContain(said)
    expect(unmarked(html)).toEqual([])
  })

  it('the page of signing in, also when it did not work', async () => {
    for (const path of ['/dang-nhap', '/dang-nhap?loi=refused', '/?vnconnect=1&MaTTHCDP=9.999999']) {
      expect(unmarked((await open(path, false)).html)).toEqual([])
    }
  })

  it('would be seen if they were not', () => {
    expect(unmarked('<main><p>Hồ sơ <span lang="vi">Tỉnh</span><br>Mã</p></main>')).toEqual(['Hồ sơ', 'Mã'])
  })
})
