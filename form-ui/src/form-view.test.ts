import { readdirSync, readFileSync } from 'node:fs'
import { type CompiledForm, type Field, isContainer, runForm } from '@motcua/rules'
import { compileForm } from '@motcua/rules/compile'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FormView } from './form-view.tsx'
import type { FormViewProps } from './types.ts'

const today = '2026-11-05'
const folder = new URL('../../demo/procedures/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const procedures = readdirSync(folder).map((code) => ({
  code,
  form: compileForm(read(`${code}/form.json`)),
  examples: readdirSync(new URL(`${code}/examples/`, folder)).map(
    (file) => read(`${code}/examples/${file}`).body.answers as Record<string, unknown>,
  ),
}))
const births = procedures.find(({ code }) => code === '1.001193')!

const draw = (form: CompiledForm, props: Partial<FormViewProps>): string =>
  renderToStaticMarkup(createElement(FormView, { form, answers: {}, today, ...props }))
const edit = (form: CompiledForm, props: Partial<FormViewProps>) =>
  draw(form, { onChange: () => {}, ...props })

describe('the forms of the demo province', () => {
  it.each(procedures)('$code: draws an input with a label for every shown field', ({ form, examples }) => {
    for (const answers of examples) {
      const html = edit(form, { answers })
      const { visible } = runForm(form, answers, { today })
      const drawn = visible.filter((pointer) => fieldOf(form, pointer))
      expect(drawn.length).toBeGreaterThan(3)
      for (const pointer of drawn) {
        const { label } = fieldOf(form, pointer)!
        expect(html, pointer).toContain(escaped(label.vi))
        expect(html, pointer).toMatch(new RegExp(`(id|name)="mf${pointer.replaceAll('/', '-')}"`))
      }
      for (const [, id] of html.matchAll(/ for="([^"]+)"/g)) expect(html).toContain(` id="${id}"`)
      for (const [, ids] of html.matchAll(/aria-describedby="([^"]+)"/g))
        for (const id of ids!.split(' ')) expect(html).toContain(` id="${id}"`)
      expect(new Set(idsOf(html)).size, 'ids stand once').toBe(idsOf(html).length)
    }
  })

  it.each(procedures)('$code: says every error at its field and in the summary', ({ form }) => {
    const html = edit(form, { attempt: 1 })
    const count = Number(/Có (\d+) mục cần sửa/.exec(html)?.[1])
    const links = [...html.matchAll(/<li><a href="#([^"]+)"/g)]
    expect(count).toBeGreaterThan(0)
    expect(links.length).toBe(count)
    for (const [, id] of links) {
      expect(html, id).toContain(` id="${id}"`)
      expect(html, id).toContain(`id="${id}-error"`)
    }
  })

  it.each(procedures)('$code: reads the answers of the examples in words', ({ form, examples }) => {
    for (const answers of examples) {
      const html = draw(form, { answers })
      expect(html).not.toContain('<input')
      expect(html).not.toMatch(/<dd[^>]*><span class="mf-text"><\/span>/)
    }
  })
})

describe('FormView', () => {
  const { form, examples } = births
  const answers = examples[0]!

  it('says nothing is wrong before the person goes on', () => {
    const html = edit(form, {})
    expect(html).not.toContain('mf-error')
    expect(html).not.toContain('aria-invalid')
  })

  it('draws one topic when asked, with its own errors only', () => {
    const html = edit(form, { section: 'nguoiYeuCau', attempt: 1 })
    expect(html).toContain('mf-nguoiYeuCau-hoTen')
    expect(html).not.toContain('mf-con-hoTen')
    expect(html).not.toContain('href="#mf-con')
  })

  it('shows errors of the server beside its own, one per field', () => {
    const told = [{ pointer: '/con/hoTen', code: 'rule' as const, message: 'Tên đã được dùng.' }]
    const html = edit(form, { answers, errors: told })
    expect(html).toContain('Tên đã được dùng.')
    expect(html.match(/id="mf-con-hoTen-error"/g)).toHaveLength(1)
  })

  it('names the source of a prefilled answer and lets it be called wrong', () => {
    const sources = {
      '/nguoiYeuCau/hoTen': { kind: 'population' },
      '/nguoiYeuCau/dienThoai': { kind: 'dossier', code: 'H15.1-260101-0001' },
    }
    const html = edit(form, {
      answers,
      sources,
      onMark: () => {},
      marks: { '/nguoiYeuCau/hoTen': { right: 'Hòa' } },
    })
    expect(html).toContain('Lấy từ Cơ sở dữ liệu quốc gia về dân cư')
    expect(html).toContain('Lấy từ hồ sơ H15.1-260101-0001')
    expect(html).toContain('value="Hòa"')
    expect(html).toContain('aria-label="Thông tin này sai: Số điện thoại"')
  })

  it('draws only what may be corrected, and what must be because of it', () => {
    const changed = {
      ...answers,
      nguoiYeuCau: { ...(answers['nguoiYeuCau'] as object), quanHe: 'nguoiThan' },
    }
    const html = edit(form, { answers: changed, editable: ['/nguoiYeuCau/quanHe'], attempt: 1 })
    expect(html).toContain('id="mf-nguoiYeuCau-quanHe"')
    expect(html).toContain('id="mf-nguoiYeuCau-quanHeKhac"')
    expect(html).not.toContain('id="mf-nguoiYeuCau-hoTen"')
    // Nor the titles of sections of which nothing is open.
    expect(html).not.toContain('Giấy tờ và bản sao')
  })

  it('highlights what changed, with what stood before', () => {
    const before = { ...answers, con: { ...(answers['con'] as object), hoTen: 'Trần Gia Bào' } }
    const html = draw(form, { answers, before })
    expect(html.match(/mf-line mf-changed/g)).toHaveLength(1)
    expect(html).toContain('<del>Trần Gia Bào</del>')
  })

  it('has a row to fill in where at least one is needed', () => {
    const copies = procedures.find(({ code }) => code === '2.000815')!
    const html = edit(copies.form, {})
    expect(html).toContain('class="mf-row"')
  })
})

/** The leaf field at a pointer; undefined for containers and computed fields, which have no input. */
function fieldOf(form: CompiledForm, pointer: string): Field<unknown> | undefined {
  let fields: readonly Field<unknown>[] = form.sections.flatMap((section) => section.fields)
  let found: Field<unknown> | undefined
  for (const key of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(key)) continue
    found = fields.find((field) => field.key === key)
    fields = found && isContainer(found) ? found.fields : []
  }
  return found && !isContainer(found) && found.type !== 'computed' ? found : undefined
}

const idsOf = (html: string): string[] => [...html.matchAll(/ id="([^"]+)"/g)].map((hit) => hit[1]!)
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
