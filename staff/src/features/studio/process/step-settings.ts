import { STATUS, STATUS_NAMES, STEP_QUESTION_KINDS, type StepQuestion, splitStepForm } from '@motcua/rules'

/** What the `motcua:` attributes of a step hold, as texts; the README of the server's module `process` explains them. */
export type Outcome = { key: string; name: string }

/** `duyet:Ký duyệt;tralai:Trả lại` as a list, spaces as they are typed; what has no key is kept as a name. */
export function readOutcomes(text: string | undefined): Outcome[] {
  if (!text?.trim()) return []
  return text.split(';').map((part) => {
    const at = part.indexOf(':')
    return at < 0 ? { key: '', name: part } : { key: part.slice(0, at).trim(), name: part.slice(at + 1) }
  })
}

/** The attribute for a list of outcomes; undefined takes it away. */
export function writeOutcomes(outcomes: readonly Outcome[]): string | undefined {
  if (outcomes.length === 0) return undefined
  return outcomes.map(({ key, name }) => `${key}:${name.replace(/[;:]/g, ',')}`).join(';')
}

/** The questions of `motcua:form` while they are being written: also those that have no words yet. */
export function readQuestions(text: string | undefined): StepQuestion[] {
  if (!text?.trim()) return []
  return splitStepForm(text).map((question) => ({
    ...question,
    kind: Object.hasOwn(STEP_QUESTION_KINDS, question.kind)
      ? (question.kind as StepQuestion['kind'])
      : 'text',
  }))
}

/** A key for a name: `Trả lại` is `tralai`, and another than those there are. */
export function keyFor(name: string, taken: readonly string[], fallback = 'ket_qua'): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .slice(0, 30)
  const base = /^[a-z]/.test(plain) ? plain : fallback
  let key = base
  for (let i = 2; taken.includes(key); i++) key = `${base}${i}`
  return key
}

/** National status codes a dossier may have while a step is open (domain.md 3.2). */
export const STATUSES: readonly { value: string; label: string }[] = [
  { value: '', label: 'Không đổi' },
  ...[
    STATUS.accepted,
    STATUS.processing,
    STATUS.supplement,
    STATUS.payment,
    STATUS.finished,
    STATUS.handedOver,
  ].map((status) => ({ value: String(status), label: `${status}. ${STATUS_NAMES[status].vi}` })),
]

export const UNITS: readonly { value: string; label: string }[] = [
  { value: 'competent', label: 'Cơ quan giải quyết' },
  { value: 'receiving', label: 'Nơi tiếp nhận hồ sơ' },
  { value: 'return', label: 'Nơi trả kết quả' },
]

/** `outcome = "tralai"` as its key; null when the condition is something else. */
export function outcomeOf(condition: string): string | null {
  return /^\s*=?\s*outcome\s*=\s*"([^"]*)"\s*$/.exec(condition)?.[1] ?? null
}
