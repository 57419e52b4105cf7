import { readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileForm } from '../compile.ts'
import { type CompiledForm, cleanText, type FormResult, type RunOptions, runForm } from '../index.ts'
import { answersFor } from './testing.ts'

interface Vector {
  name: string
  today: string
  answers: unknown
  result: FormResult
}

const rules = new URL('../../', import.meta.url)

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, rules), 'utf8'))
}

const forms = readdirSync(new URL('examples/', rules))
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    file,
    form: compileForm(readJson(`examples/${file}`)),
    vectors: readJson(`vectors/${file}`) as Vector[],
  }))

const options: RunOptions = { today: '2026-11-05', locale: 'vi' }

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe.each(forms)('$file', ({ form, vectors }) => {
  it.each(vectors)('$name', ({ answers, today, result }) => {
    expect(runForm(form, answers, { today })).toEqual(result)
  })

  it('never throws, gives the same twice, and the same on its own answers', () =>
    fc.assert(
      fc.property(answersFor(form), (answers) => {
        const first = runForm(form, answers, options)
        expect(runForm(form, answers, options)).toEqual(first)
        const again = runForm(form, first.answers, options)
        expect(again.answers).toEqual(first.answers)
        expect(again.visible).toEqual(first.visible)
        // what could not be kept cannot be reported twice; all else is
        if (!first.errors.some((error) => error.code === 'type')) expect(again.errors).toEqual(first.errors)
      }),
    ))

  it('gives plain, clean JSON', () =>
    fc.assert(
      fc.property(answersFor(form), (answers) => {
        const result = runForm(form, answers, options)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        for (const text of textsIn(result.answers)) expect(cleanText(text)).toBe(text)
      }),
    ))
})

describe('the browser bundle', () => {
  let code = ''
  beforeAll(async () => {
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['motcua-src'] },
      build: {
        write: false,
        minify: false,
        lib: { entry: new URL('src/index.ts', rules).pathname, formats: ['iife'], name: 'rules' },
      },
    })
    const chunks = (Array.isArray(built) ? built : [built]).flatMap((part) =>
      'output' in part ? part.output : [],
    )
    code = chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
  })

  /** The bundle in a fresh global scope, as in a page: without Node's own objects. */
  function load(): (form: CompiledForm, answers: unknown, options: RunOptions) => FormResult {
    const page: { rules?: { runForm: typeof runForm } } = {}
    runInNewContext(`${code}\nthis.rules = rules`, page)
    if (!page.rules) throw new Error('the bundle has no face')
    const { runForm: inPage } = page.rules
    return (form, answers, runOptions) =>
      JSON.parse(JSON.stringify(inPage(JSON.parse(JSON.stringify(form)), answers, runOptions)))
  }

  it('holds no parser and no code evaluation', () => {
    expect(code).toContain('runForm')
    expect(code).not.toMatch(/lezer/i)
    expect(code).not.toMatch(/\beval\(|new Function|\bprocess\.|require\(|Date\.now|new Date\(\)/)
    expect(code.length).toBeLessThan(100_000)
  })

  it('answers as the server does', () => {
    const inPage = load()
    for (const { form } of forms) {
      fc.assert(
        fc.property(answersFor(form), fc.constantFrom('vi' as const, 'en' as const), (answers, locale) => {
          const here = runForm(form, answers, { ...options, locale })
          expect(inPage(form, answers, { ...options, locale })).toEqual(here)
        }),
      )
    }
  })
})
