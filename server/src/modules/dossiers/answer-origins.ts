import { isDeepStrictEqual } from 'node:util'
import { type CompiledForm, fieldAt } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'
import type { PrefillSource } from './prefill.ts'

/** Where an answer comes from; `declared`: whoever filled the form in says so. `at`: when it was given, UTC. */
export type FieldSource = { source: PrefillSource | { kind: 'declared' }; at: string }

/** “Thông tin này sai”: what the person says is right instead. */
export type Mark = { right: string; at: string }

/** By JSON pointer into the answers. Answers without a source were typed in. */
export type Origins = { sources: Record<string, FieldSource>; marks: Record<string, Mark> }

export const NO_ORIGINS: Origins = { sources: {}, marks: {} }

/** What is claimed of an answer; `proof` is what the server gave with it. */
export type Claim = FieldSource & { proof?: string }

export type GivenOrigins = {
  sources?: Readonly<Record<string, Claim>>
  marks?: Readonly<Record<string, { right: string }>>
}

/** The names of sources as officers read them. */
export const SOURCE_NAMES: Readonly<Record<FieldSource['source']['kind'], string>> = {
  account: 'Tài khoản của người khai',
  dossier: 'Hồ sơ đã nộp trước đây',
  card: 'Thông tin in trên thẻ căn cước',
  population: 'Cơ sở dữ liệu quốc gia về dân cư',
  enterprises: 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp',
  declared: 'Tự khai',
}

/**
 * The origins of answers as they are kept: a claimed source stands only where it is proven of that very answer, else
 * the answer is declared. What the form does not ask any more has neither source nor mark.
 * @param answers as the form cleans them, and as they were `written`
 * @param known origins that stand already; what is given now goes before
 * @param isProven whether the server gave this value with this claim
 * @param at now, UTC
 * @throws 422 `dossier.unknown_field`, `dossier.mark_refused` with pointers into the body
 */
export function readOrigins(
  form: CompiledForm,
  answers: { cleaned: unknown; written: unknown },
  { sources = {}, marks = {} }: GivenOrigins,
  known: Origins,
  isProven: (pointer: string, value: unknown, claim: Claim) => boolean,
  at: string,
): Origins {
  refuseUnknown(form, { sources, marks })
  const values = (pointer: string) => ({
    cleaned: answerAt(answers.cleaned, pointer),
    written: answerAt(answers.written, pointer),
  })
  const read = Object.entries(sources).flatMap(([pointer, claim]): [string, FieldSource][] => {
    const { cleaned, written } = values(pointer)
    if (cleaned === undefined) return []
    const proven = [written, cleaned].some((value) => isProven(pointer, value, claim))
    return [[pointer, proven ? { source: claim.source, at: claim.at } : declaredAt(at)]]
  })
  const all = { ...known.sources, ...Object.fromEntries(read) }
  const marked = Object.entries(marks).flatMap(([pointer, { right }]): [string, Mark][] => {
    if (!Object.hasOwn(all, pointer) && !Object.hasOwn(sources, pointer)) throw ownAnswer(pointer)
    const { cleaned, written } = values(pointer)
    // Hidden by other answers: nobody asks it any more.
    if (cleaned === undefined && written !== undefined) return []
    return [[pointer, { right: right.trim(), at }]]
  })
  return { sources: all, marks: { ...known.marks, ...Object.fromEntries(marked) } }
}

/**
 * Origins after the answers were changed by somebody: a changed answer is declared, and a mark on it is settled.
 * @param at now, UTC
 */
export function carryOrigins(origins: Origins, before: unknown, after: unknown, at: string): Origins {
  const isSame = (pointer: string) => isDeepStrictEqual(answerAt(before, pointer), answerAt(after, pointer))
  const sources = Object.entries(origins.sources).flatMap(([pointer, source]): [string, FieldSource][] => {
    if (answerAt(after, pointer) === undefined) return []
    return [[pointer, isSame(pointer) ? source : declaredAt(at)]]
  })
  const marks = Object.entries(origins.marks).filter(([pointer]) => isSame(pointer))
  const carried = { sources: Object.fromEntries(sources), marks: Object.fromEntries(marks) }
  return isDeepStrictEqual(carried, origins) ? origins : carried
}

export const isWithoutOrigins = ({ sources, marks }: Origins): boolean =>
  Object.keys(sources).length + Object.keys(marks).length === 0

const declaredAt = (at: string): FieldSource => ({ source: { kind: 'declared' }, at })

/** The answer at a pointer; undefined when there is none. */
export function answerAt(answers: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      answers,
    )
}

function refuseUnknown(form: CompiledForm, given: Required<GivenOrigins>): void {
  const faults = (['sources', 'marks'] as const).flatMap((part) =>
    Object.keys(given[part])
      .filter((pointer) => fieldAt(form, pointer) === null)
      .map((pointer) => ({
        pointer: `/${part}/${escaped(pointer)}`,
        code: 'unknown',
        message: `Tờ khai không có trường “${pointer.slice(0, 100)}”.`,
      })),
  )
  if (faults.length > 0) throw unprocessable('dossier.unknown_field', faults[0]!.message, faults)
}

function ownAnswer(pointer: string) {
  const message =
    'Câu trả lời này do bạn tự khai nên hãy sửa thẳng câu trả lời; chỉ đánh dấu sai thông tin được điền sẵn.'
  return unprocessable('dossier.mark_refused', message, [
    { pointer: `/marks/${escaped(pointer)}`, code: 'refused', message },
  ])
}

/** A pointer as one part of another (RFC 6901). */
const escaped = (pointer: string): string => pointer.replaceAll('~', '~0').replaceAll('/', '~1')
