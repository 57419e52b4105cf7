import type { CompiledForm } from './form/definition.ts'

/** Kinds of questions to the officer who does a step, with their Vietnamese names. */
export const STEP_QUESTION_KINDS = {
  text: 'Một dòng chữ',
  multiline: 'Nhiều dòng chữ',
  number: 'Số',
  date: 'Ngày',
  boolean: 'Có hay không',
} as const

export type StepQuestionKind = keyof typeof STEP_QUESTION_KINDS

/** A question to the officer who does a step; its key names the answer in conditions of the process. */
export type StepQuestion = { key: string; kind: StepQuestionKind; required: boolean; label: string }

/** More questions than this belong into a form of their own. */
export const MOST_STEP_QUESTIONS = 20

/** Characters of a question. */
const LONGEST = 200

const KEY = /^[a-z][a-zA-Z0-9_]{0,59}$/

/** The questions of `motcua:form` with whatever stands in each place, as they are while they are being written. */
export const splitStepForm = (text: string): (Omit<StepQuestion, 'kind'> & { kind: string })[] =>
  text.split(';').map((part) => {
    const [key = '', kind = '', ...label] = part.split(':')
    return {
      key: key.trim(),
      kind: kind.trim().replace(/!$/, ''),
      required: kind.trim().endsWith('!'),
      label: label.join(':'),
    }
  })

/**
 * The questions of a step as its attribute `motcua:form` writes them:
 * `ngayKiemTra:date!:Ngày kiểm tra thực địa;ghiChu:multiline:Ghi chú`, where `!` stands behind the kind of what must be
 * answered.
 * @returns undefined when it is not written like that, a key comes twice, a question is too long or there are too many
 */
export function readStepForm(text: string): StepQuestion[] | undefined {
  const questions = splitStepForm(text).map((question) => ({ ...question, label: question.label.trim() }))
  const isWhole = questions.every(
    ({ key, kind, label }) =>
      KEY.test(key) && Object.hasOwn(STEP_QUESTION_KINDS, kind) && label !== '' && label.length <= LONGEST,
  )
  if (!isWhole || questions.length > MOST_STEP_QUESTIONS) return undefined
  const isOnce = new Set(questions.map(({ key }) => key)).size === questions.length
  return isOnce ? (questions as StepQuestion[]) : undefined
}

/** The attribute for these questions; undefined takes it away. */
export function writeStepForm(questions: readonly StepQuestion[]): string | undefined {
  if (questions.length === 0) return undefined
  return questions
    .map(
      ({ key, kind, required, label }) => `${key}:${kind}${required ? '!' : ''}:${label.replace(/;/g, ',')}`,
    )
    .join(';')
}

/**
 * The questions as a form, drawn, checked and read like any other. It has no expressions, so there is nothing to compile.
 * @param text as `motcua:form`
 * @returns null when nothing is asked
 */
export function stepForm(text: string | null): CompiledForm | null {
  const questions = text === null ? [] : (readStepForm(text) ?? [])
  if (questions.length === 0) return null
  // Officers read Vietnamese.
  const words = (vi: string) => ({ vi, en: vi })
  const title = words('Thông tin cán bộ ghi')
  const fields = questions.map(({ key, kind, required, label }) => ({
    ...{ key, type: kind, label: words(label) },
    ...(required && { required }),
  }))
  const order = [[0], ...fields.map((_, i) => [0, i])]
  return { format: 1, key: 'buoc', title, sections: [{ key: 'buoc', title, fields }], order }
}
