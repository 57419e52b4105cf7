import type { CompiledForm, CompiledTable, Expr, TableSource } from '@motcua/rules'
import { cleanText } from '@motcua/rules'
import {
  compileExpression,
  compileTable,
  ExpressionError,
  factsOfAnswer,
  unknownNames,
} from '@motcua/rules/compile'
import type { ProcedurePackage, Rule } from '../contract.ts'
import type { ConfiguredProcedure } from './content.ts'
import { missingTranslations } from './translations.ts'

export type PackageProblem = { pointer: string; message: string }

export type Configured =
  | { ok: true; procedure: ConfiguredProcedure; warnings: PackageProblem[] }
  | { ok: false; problems: PackageProblem[]; warnings: PackageProblem[] }

/**
 * Compiles the expressions and tables of a package and checks what a schema cannot: keys are unique, cases and
 * tables name papers and fees that exist, rules name answers the form has, golden cases name cases of this
 * procedure. All problems are listed at once.
 * @param form the form the procedure will use; null leaves the names of answers unchecked
 * @returns the procedure as it is stored (text NFC), or the problems, with JSON pointers into the package; warnings
 *   (gaps and unused rows of tables, missing English) do not hinder publication
 */
export function configureProcedure(input: ProcedurePackage, form: CompiledForm | null = null): Configured {
  const pkg = cleanValue(input)
  const english = missingTranslations(pkg)
  const reading: Reading = {
    form,
    problems: [...keyProblems(pkg), ...goldenProblems(pkg), ...(pkg.bilingual ? english : [])],
    warnings: pkg.bilingual ? [] : english,
  }
  const { paperTable, ...rest } = pkg
  const inTable = new Set(paperTable?.rows.flatMap((row) => row.then))
  const procedure: ConfiguredProcedure = {
    ...rest,
    cases: pkg.cases.map((c, i) => ({
      ...c,
      when: c.when === undefined ? null : compileRule(reading, c.when, `/cases/${i}/when`),
    })),
    papers: pkg.papers.map((p, i) => ({
      key: p.key,
      name: p.name,
      group: '',
      originals: p.originals ?? 0,
      copies: p.copies ?? 0,
      mandatory: mandatoryOf(reading, p, `/papers/${i}/mandatory`, inTable.has(p.key)),
      presentOnly: p.presentOnly ?? false,
      replaceableBy: p.replaceableBy ?? [],
      digitise: p.digitise ?? false,
      formFile: p.formFile ?? null,
      note: p.note ?? '',
      reason: p.reason ?? '',
    })),
    paperTable: paperTable ? tableInto(reading, paperTable, '/paperTable') : null,
    fees: pkg.fees.map((f, i) => ({
      key: f.key,
      name: f.name,
      amount: null,
      text: f.reason ?? '',
      collectedAt: f.collectedAt,
      rule: f.rule === undefined ? null : compileRule(reading, f.rule, `/fees/${i}/rule`),
      table: f.table ? tableInto(reading, f.table, `/fees/${i}/table`) : null,
    })),
    goldenCases: pkg.goldenCases ?? [],
  }
  const { problems, warnings } = reading
  return problems.length > 0 ? { ok: false, problems, warnings } : { ok: true, procedure, warnings }
}

type Reading = { form: CompiledForm | null; problems: PackageProblem[]; warnings: PackageProblem[] }

/** What every rule may name besides the answers of the form. */
const OTHER_NAMES = ['caseKey', 'giayTo', 'today']

function compileRule(reading: Reading, feel: string, pointer: string): Rule {
  try {
    const expr = compileExpression(feel)
    checkNames(reading, expr, pointer)
    return { feel, expr }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    reading.problems.push({ pointer, message: error.message })
    return { feel, expr: { op: 'value', value: null } }
  }
}

function checkNames({ form, problems }: Reading, expr: Expr, pointer: string): void {
  for (const name of form ? unknownNames(expr, form, OTHER_NAMES) : []) {
    problems.push({ pointer, message: `Biểu mẫu không có trường “${name}”.` })
  }
}

function tableInto(reading: Reading, source: TableSource, pointer: string): CompiledTable {
  const { form } = reading
  const { table, problems } = compileTable(source, (path) => (form ? factsOfAnswer(form, path) : undefined))
  for (const problem of problems) {
    const list = problem.warning ? reading.warnings : reading.problems
    list.push({ pointer: pointer + problem.pointer, message: problem.message })
  }
  table.inputs.forEach((input, i) => {
    checkNames(reading, input.feel, `${pointer}/inputs/${i}/feel`)
  })
  table.rows.forEach((row, i) => {
    if (!Array.isArray(row.then)) checkNames(reading, row.then, `${pointer}/rows/${i}/then`)
  })
  return table
}

/** A paper of the table is asked for by the table alone, so that one place says when. */
function mandatoryOf(
  reading: Reading,
  paper: ProcedurePackage['papers'][number],
  pointer: string,
  inTable: boolean,
): boolean | Rule {
  const { mandatory = false } = paper
  if (inTable && paper.mandatory !== undefined) {
    const message = `Giấy “${paper.key}” đã nằm trong paperTable; hãy bỏ “mandatory”.`
    reading.problems.push({ pointer, message })
  }
  return typeof mandatory === 'boolean' ? mandatory : compileRule(reading, mandatory, pointer)
}

function keyProblems(pkg: ProcedurePackage): PackageProblem[] {
  const problems: PackageProblem[] = []
  for (const list of ['cases', 'papers', 'fees'] as const) {
    const keys = pkg[list].map((item) => item.key)
    keys.forEach((key, i) => {
      if (keys.indexOf(key) < i)
        problems.push({ pointer: `/${list}/${i}/key`, message: `Khoá “${key}” bị trùng.` })
    })
  }
  pkg.cases.forEach((c, i) => {
    for (const what of ['papers', 'fees'] as const) {
      const known = pkg[what].map((item) => item.key)
      c[what]?.forEach((key, j) => {
        if (known.includes(key)) return
        const pointer = `/cases/${i}/${what}/${j}`
        problems.push({ pointer, message: `Không có khoá “${key}” trong ${what}.` })
      })
    }
  })
  pkg.fees.forEach((fee, i) => {
    if ((fee.rule === undefined) !== (fee.table === undefined)) return
    problems.push({ pointer: `/fees/${i}`, message: 'Mỗi khoản phải có đúng một trong “rule” và “table”.' })
  })
  const papers = pkg.papers.map((p) => p.key)
  pkg.paperTable?.rows.forEach((row, i) => {
    row.then.forEach((key, j) => {
      if (papers.includes(key)) return
      problems.push({
        pointer: `/paperTable/rows/${i}/then/${j}`,
        message: `Không có khoá “${key}” trong papers.`,
      })
    })
  })
  return problems
}

function goldenProblems(pkg: ProcedurePackage): PackageProblem[] {
  const cases = pkg.cases.map((c) => c.key)
  return (pkg.goldenCases ?? []).flatMap((golden, i) => {
    const problems: PackageProblem[] = []
    if (!cases.includes(golden.case)) {
      problems.push({ pointer: `/goldenCases/${i}/case`, message: `Không có trường hợp “${golden.case}”.` })
    }
    if (golden.body['procedureCode'] !== pkg.code) {
      const message = `Hồ sơ mẫu phải có procedureCode là “${pkg.code}”.`
      problems.push({ pointer: `/goldenCases/${i}/body/procedureCode`, message })
    }
    const caseKey = golden.body['caseKey']
    if (caseKey !== undefined && caseKey !== golden.case) {
      const message = `caseKey của hồ sơ mẫu phải là “${golden.case}”.`
      problems.push({ pointer: `/goldenCases/${i}/body/caseKey`, message })
    }
    return problems
  })
}

/** Every text of the package in NFC without hidden characters; keys of objects stay. */
function cleanValue<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? cleanText(inner) : inner,
  ) as T
}
