import { readFile } from 'node:fs/promises'
import {
  type CompiledForm,
  type Field,
  findJsonError,
  isCivilDate,
  isContainer,
  runForm,
  vietnamDate,
} from '@motcua/rules'
import { checkForm, compileForm, type Problem } from '@motcua/rules/compile'
import type { Command } from 'commander'
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
    .argument('<file>', 'định nghĩa biểu mẫu (JSON, xem rules/README.md)')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean }>()
      const source = await readJson(file)
      const problems = checkForm(source)
      const ok = problems.length === 0
      const sound = () => `${file}: biểu mẫu dùng được (${describe(compileForm(source))}).`
      print(options, { ok, problems }, ok ? sound : () => problems.map(lineOf).join('\n'))
      if (!ok) throw new CliError(`${file}: biểu mẫu có ${problems.length} chỗ sai.`)
    })
}

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
  const text = (await readText(file)).replace(/^\uFEFF/, '')
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
