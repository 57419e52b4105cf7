import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unprocessable } from '../../platform/errors.ts'

/** A procedure package as it lies in a folder: JSON not yet checked, BPMN as text. */
export type PackageFolder = { procedure: unknown; form: unknown; process: string | null; cases: unknown }

/**
 * Reads `procedure.json`, `form.json`, `process.bpmn`, `cases.json` (golden cases of the process) and `examples/*.json`
 * (each `{case, body}`, in the order of their names) of one folder; the examples become `goldenCases`. All but the
 * procedure may be missing.
 * @throws 422 `procedure.bad_package` that names the file, when one is not JSON or procedure.json is missing
 */
export async function readPackageFolder(folder: string): Promise<PackageFolder> {
  const [procedure, form, process, cases, examples] = await Promise.all([
    readJson(join(folder, 'procedure.json')),
    readJson(join(folder, 'form.json')),
    readText(join(folder, 'process.bpmn')),
    readJson(join(folder, 'cases.json')),
    readExamples(join(folder, 'examples')),
  ])
  if (procedure === null || typeof procedure !== 'object') throw badFile(join(folder, 'procedure.json'))
  const golden =
    'goldenCases' in procedure && Array.isArray(procedure.goldenCases) ? procedure.goldenCases : []
  return { procedure: { ...procedure, goldenCases: [...golden, ...examples] }, form, process, cases }
}

async function readExamples(folder: string): Promise<unknown[]> {
  const names = await readdir(folder).catch(() => [] as string[])
  const files = names.filter((name) => name.endsWith('.json')).sort()
  return Promise.all(files.map((name) => readJson(join(folder, name))))
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    throw badFile(path)
  }
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

const badFile = (path: string) =>
  unprocessable('procedure.bad_package', `Tệp ${path} không có hoặc không phải JSON đúng.`)
