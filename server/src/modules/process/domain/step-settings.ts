import { readStepForm } from '@motcua/rules'
import type { ModdleElement } from 'bpmn-moddle'
import { DEFAULT_STEP, type Finding, type Outcome, type StepSettings } from './graph.ts'
import { findingOf } from './vocabulary.ts'

const KEY = /^[a-z][a-z0-9_-]*$/i
const DECIMAL = /^\d+(\.\d+)?$/
/** A step of more working hours than a year has is a slip of the pen. */
const MOST_HOURS = 2080

/** Reads the `motcua:` attributes of a user task; what cannot be read is a problem and keeps its default. */
export function readStep(element: ModdleElement, problems: Finding[]): StepSettings {
  const read = <T>(name: string, fallback: T, parse: (text: string) => T | undefined, hint: string): T => {
    const text = element.get(`motcua:${name}`)
    if (typeof text !== 'string') return fallback
    const value = parse(text.trim())
    if (value !== undefined) return value
    problems.push(
      findingOf('process.bad_attribute', element, `thuộc tính motcua:${name}="${text}" sai; ${hint}.`),
    )
    return fallback
  }
  const { roles, unit, hours, outcomes, clock, status, counted, form } = DEFAULT_STEP
  const supplement = read('supplement', false, parseFlag, 'cần true hoặc false')
  return {
    roles: read(
      'roles',
      roles,
      parseRoles,
      'cần các mã vai trò cách nhau bằng dấu phẩy, ví dụ "tiepnhan,chuyenvien"',
    ),
    unit: read('unit', unit, (text) => text || undefined, 'cần competent, receiving, return hoặc mã đơn vị'),
    hours: read(
      'hours',
      hours,
      parseHours,
      'cần số giờ làm việc lớn hơn 0, phần lẻ viết sau dấu chấm, ví dụ "3.5"',
    ),
    outcomes: read(
      'outcomes',
      outcomes,
      parseOutcomes,
      'cần dạng "duyet:Duyệt;tralai:Trả lại", mã không lặp',
    ),
    clock: read('clock', clock, (text) => oneOf(text, ['run', 'pause'] as const), 'cần run hoặc pause'),
    status: read('status', status, parseStatus, 'cần mã trạng thái quốc gia từ 1 đến 10'),
    counted: read('counted', counted, parseFlag, 'cần true hoặc false'),
    form: read(
      'form',
      form,
      (text) => (readStepForm(text) ? text : undefined),
      'cần các câu hỏi dạng "ngayKiemTra:date!:Ngày kiểm tra;ghiChu:text:Ghi chú", khoá không lặp',
    ),
    ...(supplement && { supplement }),
  }
}

function parseRoles(text: string): string[] | undefined {
  const roles = text.split(',').map((role) => role.trim())
  return roles.every((role) => KEY.test(role)) ? [...new Set(roles)] : undefined
}

function parseHours(text: string): number | undefined {
  const hours = DECIMAL.test(text) ? Number(text) : 0
  return hours > 0 && hours <= MOST_HOURS ? hours : undefined
}

function parseOutcomes(text: string): Outcome[] | undefined {
  const outcomes = text.split(';').map((part): Outcome => {
    const [key = '', ...label] = part.split(':')
    return { key: key.trim(), name: label.join(':').trim() || key.trim() }
  })
  const keys = new Set(outcomes.map((outcome) => outcome.key))
  return keys.size === outcomes.length && [...keys].every((key) => KEY.test(key)) ? outcomes : undefined
}

function parseStatus(text: string): number | undefined {
  return /^([1-9]|10)$/.test(text) ? Number(text) : undefined
}

function parseFlag(text: string): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined
}

function oneOf<T extends string>(text: string, values: readonly T[]): T | undefined {
  return values.find((value) => value === text)
}
