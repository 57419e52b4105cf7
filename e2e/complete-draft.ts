import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * A draft of a birth registration with everything filled in, made through the API by whoever is signed in; only the
 * button is left to press.
 * @returns where its last page is
 */
export async function completeDraft(page: Page): Promise<string> {
  const { request } = page.context()
  const example = await (await request.get('/api/v1/procedures/1.001193/example')).json()
  const me = await (await request.get('/api/v1/me')).json()
  const papers: Record<string, { id: string; name: string }> = {}
  for (const { key } of example.papers) {
    const file = { name: `${key}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }
    const sent = await request.post('/api/v1/files', { multipart: { file } })
    expect(sent.status(), 'upload').toBe(201)
    papers[key] = await sent.json()
  }
  const { name, idNumber, phone, address } = me
  const made = await request.post('/api/v1/drafts', {
    data: {
      procedureCode: '1.001193',
      body: {
        who: 'self',
        applicant: { name, idNumber, phone, address },
        competentUnit: 'songhinh',
        receivingUnit: 'songhinh',
        answers: example.answers,
        papers,
        delivery: { method: 'counter' },
      },
    },
  })
  expect(made.status(), 'draft').toBe(201)
  const { id } = await made.json()
  return `/nop-ho-so/1.001193?nhap=${id}&buoc=xem-lai`
}
