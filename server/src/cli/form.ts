import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CompiledForm,
  type Field,
  findJsonError,
  findJsonPointer,
  isCivilDate,
  isContainer,
  runForm,
  vietnamDate,
} from '@motcua/rules'
import { checkForm, compileForm, type Problem, reviewForm } from '@motcua/rules/compile'
import type { Command } from 'commander'
import { reviewPackage } from '../modules/catalogue/index.ts'
import { CliError, newCommand, print } from './command.ts'

/** `motcua form check FILE` and `motcua form validate FILE --answers FILE`. */
export function formCommand(): Command {
  const command = newCommand('form', 'Kiểm tra biểu mẫu điện tử và thử câu trả lời')
  command.addCommand(checkCommand())
  command.addCommand(validateCommand())
  return command
}

function checkCommand(): Command {
  return newCommand('check', 'Kiểm tra biểu mẫu có công bố được không; mã thoát 2 khi có lỗi')
    .argument('<file>', 'định nghĩa biểu mẫu (JSON, xem rules/README.md), hoặc thư mục của một gói thủ tục')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean }>()
      const found = await examine(file)
      const [problems, warnings] = [found.filter((p) => !p.warning), found.filter((p) => p.warning)]
      const ok = problems.length === 0
      const lines = found.map(({ file, line, pointer, message, warning }) => {
        const place = `${file}, dòng ${line}, ${pointer || '/'}`
        return `${warning ? 'Nên sửa: ' : ''}${place}: ${message}`
      })
      const sound = async () => `${file}: biểu mẫu dùng được (${describe(compileForm(await formOf(file)))}).`
      const text = [...lines, ...(ok ? [await sound()] : [])].join('\n')
      print(options, { ok, problems, warnings }, () => text)
      if (!ok) throw new CliError(`${file}: biểu mẫu có ${problems.length} chỗ sai.`)
    })
}

type Found = { file: string; line: number; pointer: string; code?: string; message: string; warning?: true }

/** Everything publication would say of a form, or of a package folder with its form and decision tables. */
async function examine(file: string): Promise<Found[]> {
  const folder = await isPackage(file)
  const formFile = folder ? join(file, 'form.json') : file
  const formText = await readText(formFile)
  const source = parseJson(formFile, formText)
  const faults = checkForm(source)
  const form = faults.length === 0 ? compileForm(source) : null
  const ofForm = placed(formFile, formText, [...faults, ...(form ? reviewForm(form) : [])])
  if (!folder || !form) return ofForm
  const packageFile = join(file, 'procedure.json')
  const text = await readText(packageFile)
  const { problems, warnings } = reviewPackage(parseJson(packageFile, text), form)
  const told = [...problems, ...warnings.map((w) => ({ ...w, warning: true as const }))]
  return [...ofForm, ...placed(packageFile, text, told)]
}

function placed(file: string, text: string, problems: readonly Omit<Found, 'file' | 'line'>[]): Found[] {
  const plain = text.replace(/^\uFEFF/, '')
  return problems.map((p) => ({ file, line: findJsonPointer(plain, p.pointer).line, ...p }))
}

const isPackage = (file: string): Promise<boolean> =>
  access(join(file, 'procedure.json')).then(
    () => true,
    () => false,
  )

const formOf = async (file: string): Promise<unknown> =>
  readJson((await isPackage(file)) ? join(file, 'form.json') : file)

function validateCommand(): Command {
  return newCommand(
    'validate',
    'Chạy biểu mẫu với câu trả lời và in {valid, answers, errors}; mã thoát 2 khi chưa hợp lệ',
  )
    .argument('<file>', 'định nghĩa biểu mẫu (JSON)')
    .requiredOption('--answers <file>', 'câu trả lời (JSON)')
    .option('--today <date>', 'ngày YYYY-MM-DD được coi là hôm nay (mặc định: hôm nay ở Việt Nam)')
    .option('--locale <locale>', 'ngôn ngữ của thông báo: vi hoặc en', 'vi')
    .action(async (file: string, options: { answers: string; today?: string; locale: string }) => {
      const today = options.today ?? vietnamDate(new Date())
      if (!isCivilDate(today)) throw new CliError('--today phải là ngày có thật dạng 2026-11-05.')
      const { locale } = options
      if (locale !== 'vi' && locale !== 'en') throw new CliError('--locale chỉ nhận vi hoặc en.')
      const source = await readJson(file)
      const [problem] = checkForm(source)
      if (problem) throw new CliError(`${file}: biểu mẫu chưa dùng được: ${lineOf(problem)}`)
      const { answers, errors } = runForm(compileForm(source), await readJson(options.answers), {
        today,
        locale,
      })
      const valid = errors.length === 0
      print({ json: true }, { valid, answers, errors }, () => '')
      if (!valid) throw new CliError(`${options.answers}: có ${errors.length} chỗ cần sửa.`)
    })
}

function lineOf(problem: Problem): string {
  return `${problem.pointer || '/'}: ${problem.message}`
}

function describe(form: CompiledForm): string {
  const fields = form.sections.flatMap((section) => section.fields.flatMap(withInner))
  const computed = fields.filter((field) => field.type === 'computed').length
  const rules = fields.reduce((sum, field) => sum + (field.rules?.length ?? 0), form.rules?.length ?? 0)
  return `${form.sections.length} phần, ${fields.length} trường, trong đó ${computed} trường tự tính; ${rules} quy tắc`
}

function withInner<E>(field: Field<E>): Field<E>[] {
  return isContainer(field) ? [field, ...field.fields.flatMap(withInner)] : [field]
}

async function readJson(file: string): Promise<unknown> {
  return parseJson(file, await readText(file))
}

function parseJson(file: string, raw: string): unknown {
  const text = raw.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(text) as unknown
  } catch {
    const at = findJsonError(text)
    const where = at ? ` ở dòng ${at.line}, cột ${at.column}` : ''
    throw new CliError(`${file}: không phải JSON đúng${where}.`)
  }
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${file}: không phải văn bản UTF-8.`)
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new CliError(`${file}: ${missing ? 'không có tệp này' : 'không đọc được tệp này'}.`)
  }
}
