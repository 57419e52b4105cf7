import { compileForm } from '@motcua/rules/compile'
import { describe, expect, it } from 'vitest'
import { type Claim, carryOrigins, NO_ORIGINS, type Origins, readOrigins } from './answer-origins.ts'

const words = (vi: string) => ({ vi, en: vi })
const form = compileForm({
  key: 'thu',
  title: words('Thử'),
  sections: [
    {
      key: 'mot',
      title: words('Một'),
      fields: ['ten', 'so', 'ghiChu'].map((key) => ({ key, type: 'text', label: words(key) })),
    },
  ],
})
const NOW = '2026-01-05T01:00:00.000Z'
const EARLIER = '2026-01-04T01:00:00.000Z'
const claim: Claim = { source: { kind: 'account' }, at: EARLIER, proof: 'x' }
const read = (given: Parameters<typeof readOrigins>[2], answers: object, written: object = answers) =>
  readOrigins(form, { cleaned: answers, written }, given, NO_ORIGINS, (_, value) => value === 'Hoà', NOW)

describe('readOrigins', () => {
  it('keeps a source that is proven of the answer, and calls every other claim declared', () =>
    expect(read({ sources: { '/ten': claim, '/so': claim } }, { ten: 'Hoà', so: '1' }).sources).toEqual({
      '/ten': { source: { kind: 'account' }, at: EARLIER },
      '/so': { source: { kind: 'declared' }, at: NOW },
    }))

  it('knows an answer again that the form has cleaned', () =>
    expect(
      read({ sources: { '/ten': claim } }, { ten: 'hoà' }, { ten: 'Hoà' }).sources['/ten']?.source.kind,
    ).toBe('account'))

  it('keeps neither source nor mark of what the form does not ask, but the mark of what was emptied', () => {
    const given = {
      sources: { '/ten': claim, '/so': claim },
      marks: { '/ten': { right: 'A' }, '/so': { right: ' B ' } },
    }
    expect(read(given, {}, { ten: 'Hoà' })).toEqual({
      sources: {},
      marks: { '/so': { right: 'B', at: NOW } },
    })
  })

  it.each([
    [{ sources: { '/khac': claim } }, 'dossier.unknown_field', '/sources/~1khac'],
    [{ marks: { '/__proto__': { right: 'A' } } }, 'dossier.unknown_field', '/marks/~1__proto__'],
    [{ marks: { '/ghiChu': { right: 'A' } } }, 'dossier.mark_refused', '/marks/~1ghiChu'],
  ])('refuses %j', (given, code, pointer) =>
    expect(() => read(given, { ghiChu: 'x' })).toThrow(
      expect.objectContaining({ code, details: [expect.objectContaining({ pointer })] }),
    ),
  )
})

describe('carryOrigins', () => {
  const origins: Origins = {
    sources: {
      '/ten': { source: { kind: 'card' }, at: EARLIER },
      '/so': { source: { kind: 'account' }, at: EARLIER },
    },
    marks: { '/ten': { right: 'Hoà', at: EARLIER } },
  }
  it('is the same while the answers are', () =>
    expect(carryOrigins(origins, { ten: 'A', so: '1' }, { so: '1', ten: 'A', ghiChu: 'x' }, NOW)).toBe(
      origins,
    ))
  it('calls a changed answer declared and its mark settled, and forgets what is gone', () =>
    expect(carryOrigins(origins, { ten: 'A', so: '1' }, { ten: 'Hoà' }, NOW)).toEqual({
      sources: { '/ten': { source: { kind: 'declared' }, at: NOW } },
      marks: {},
    }))
})
