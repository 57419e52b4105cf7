import { readFile } from 'node:fs/promises'
import type { FormSource } from '@motcua/rules'
import { compileForm, FormDefinitionError } from '@motcua/rules/compile'
import type { Command } from 'commander'
import { ROLES } from '../modules/organisations/index.ts'
import {
  type CheckContext,
  decodeXml,
  type FieldTypes,
  type Finding,
  fieldTypesOf,
  type GoldenCase,
  hoursOf,
  type ImportResult,
  importProcess,
  MAX_XML_BYTES,
  ProcessError,
  type ProcessGraph,
  readCases,
  readScript,
  runScript,
  ScriptError,
  type Simulation,
  simulate,
  userNodes,
} from '../modules/process/index.ts'
import { CliError, newCommand, print } from './command.ts'

/** `motcua process check FILE.bpmn` and `motcua process run FILE.bpmn --script STEPS.json`. */
export function processCommand(): Command {
  const command = newCommand('process', 'Kiểm tra và chạy thử tệp quy trình (BPMN 2.0)')
  command.addCommand(checkCommand())
  command.addCommand(runCommand())
  return command
}

type CheckOptions = { json?: boolean; limitHours?: string; form?: string; cases?: string }

function checkCommand(): Command {
  return newCommand('check', 'Kiểm tra tệp BPMN có công bố được không; mã thoát 2 khi bị từ chối')
    .argument('<file>', 'tệp BPMN 2.0')
    .option('--limit-hours <hours>', 'thời hạn pháp luật, tính bằng giờ làm việc, mà các bước phải giữ')
    .option('--form <file>', 'biểu mẫu có các trường mà điều kiện được nhắc đến')
    .option('--cases <file>', 'danh sách JSON {name, vars, script, expect: {path}} để chạy thử')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<CheckOptions>()
      const legalHours = readHours(options.limitHours)
      const fields = options.form ? await readFields(options.form) : undefined
      const {
        graph: sound,
        problems: own,
        warnings,
      } = await importFile(file, {
        legalHours,
        fields,
        strict: true,
      })
      const played = sound && options.cases ? simulate(sound, await readGolden(options.cases)) : null
      const problems = [...own, ...(played?.problems ?? [])]
      const graph = problems.length === 0 ? sound : null
      const steps = graph ? describeSteps(graph) : []
      const hours = graph ? hoursOf(graph).hours : null
      const report = {
        ok: graph !== null,
        problems,
        warnings,
        steps,
        hours,
        ...(played && { cases: played.cases, untried: played.untried }),
      }
      if (graph) print(options, report, () => reportOf(file, graph, warnings, played))
      else if (options.json) print(options, report, () => '')
      if (!graph) throw new CliError(refusal(file, problems))
    })
}

function runCommand(): Command {
  return newCommand('run', 'Chạy một kịch bản trên tệp BPMN với đồng hồ ảo và cho biết bước nào đang mở')
    .argument('<file>', 'tệp BPMN 2.0')
    .requiredOption(
      '--script <file>',
      'danh sách JSON {"complete": id, "set": {}}, {"message": name}, {"error": code, "at": id}, {"advance": "PT48H"}',
    )
    .action(async (file: string, options: { script: string }) => {
      const { graph, problems } = await importFile(file)
      if (!graph) throw new CliError(refusal(file, problems))
      const script = await readJson(options.script)
      try {
        const result = runScript(graph, readScript(script))
        print({ json: true }, result, () => '')
      } catch (error) {
        if (error instanceof ScriptError) throw new CliError(error.message)
        if (error instanceof ProcessError) throw new CliError(`Không bắt đầu được: ${error.message}`)
        throw error
      }
    })
}

async function importFile(file: string, context: CheckContext = {}): Promise<ImportResult> {
  const bytes = await readInput(file)
  if (bytes.length > MAX_XML_BYTES) throw new CliError(`${file}: tệp quy trình lớn hơn 5 MB.`)
  const xml = decodeXml(bytes)
  if (xml === null) throw new CliError(`${file}: nội dung không đúng bảng mã mà tệp khai báo.`)
  return importProcess(xml, { roles: ROLES, ...context })
}

async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'không có tệp này' : 'không đọc được tệp này'
    throw new CliError(`${file}: ${why}.`)
  }
}

async function readJson(file: string): Promise<unknown> {
  const text = (await readInput(file)).toString('utf8')
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new CliError(`${file}: không phải JSON đúng.`)
  }
}

async function readFields(file: string): Promise<FieldTypes> {
  try {
    return fieldTypesOf(compileForm((await readJson(file)) as FormSource))
  } catch (error) {
    if (!(error instanceof FormDefinitionError)) throw error
    throw new CliError(`${file}: biểu mẫu sai; hãy chạy “motcua form check ${file}”.`)
  }
}

async function readGolden(file: string): Promise<GoldenCase[]> {
  try {
    return readCases(await readJson(file))
  } catch (error) {
    throw error instanceof ScriptError ? new CliError(`${file}: ${error.message}`) : error
  }
}

function readHours(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const hours = Number(text)
  if (!(hours > 0)) throw new CliError(`--limit-hours "${text}" phải là số giờ lớn hơn 0.`)
  return hours
}

/** All problems on one line when there is one, else one line each under a heading. */
function refusal(file: string, problems: readonly Finding[]): string {
  const [first] = problems
  if (problems.length === 1) return `${file} bị từ chối: ${first!.message}`
  return [`${file} bị từ chối vì ${problems.length} lỗi:`, ...problems.map((p) => `- ${p.message}`)].join(
    '\n',
  )
}

function describeSteps(graph: ProcessGraph) {
  return userNodes(graph).map(({ id, name, step }) => ({ id, name, ...step }))
}

function reportOf(
  file: string,
  graph: ProcessGraph,
  warnings: readonly Finding[],
  played: Simulation | null,
): string {
  const { hours, missing } = hoursOf(graph)
  const steps = describeSteps(graph).map((step) => {
    const time =
      step.hours === null ? 'chưa nêu giờ' : `${step.hours} giờ${step.counted ? '' : ' (không tính)'}`
    const clock = step.clock === 'pause' ? ', dừng tính giờ' : ''
    const outcomes = step.outcomes.map((outcome) => outcome.name).join(' / ')
    return `- ${step.id}: ${step.name ?? ''} [${step.roles.join(', ') || 'chưa nêu vai trò'}] ${time}${clock} -> ${outcomes}`
  })
  const total = `Tổng giờ theo đường thường: ${hours} giờ${missing.length ? ` (${missing.length} bước chưa nêu giờ)` : ''}`
  return [
    `${file}: quy trình dùng được, ${steps.length} bước của người.`,
    ...steps,
    `${total}.`,
    ...(played ? [`${played.cases.length} trường hợp mẫu chạy đúng.`] : []),
    ...(played?.untried.length ? [`Chưa trường hợp mẫu nào đi qua: ${played.untried.join(', ')}.`] : []),
    ...warnings.map((warning) => `Cảnh báo: ${warning.message}`),
  ].join('\n')
}
