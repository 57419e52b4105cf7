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

const KEY = /^[a-z][a-zA-Z0-9_]{0,59}$/

/**
 * The questions of a step as its attribute `motcua:form` writes them: `ngayKiemTra:date!:Ngày kiểm tra thực địa;ghiChu:multiline:Ghi
 * chú`, where `!` stands behind the kind of what must be answered.
 * @returns undefined when it is not written like that, a key comes twice, or there are too many
 */
export function readStepForm(text: string): StepQuestion[] | undefined {
  const parts = text.split(';').map((part) => part.trim())
  const questions = parts.flatMap((part): StepQuestion[] => {
    const [key = '', kindText = '', ...words] = part.split(':')
    const kind = kindText.trim().replace(/!$/, '') as StepQuestionKind
    const label = words.join(':').trim()
    if (!KEY.test(key.trim()) || !Object.hasOwn(STEP_QUESTION_KINDS, kind) || label === '') return []
    return [{ key: key.trim(), kind, required: kindText.trim().endsWith('!'), label: label.slice(0, 200) }]
  })
  const isWhole = questions.length === parts.length && questions.length <= MOST_STEP_QUESTIONS
  return isWhole && new Set(questions.map(({ key }) => key)).size === questions.length ? questions : undefined
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
