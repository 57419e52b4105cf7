import type { Expr } from '@motcua/rules'
import { cleanText } from '@motcua/rules'
import { compileExpression, ExpressionError } from '@motcua/rules/compile'
import type { ProcedurePackage, Rule } from '../contract.ts'
import type { ConfiguredProcedure } from './content.ts'

export type PackageProblem = { pointer: string; message: string }

/**
 * Compiles the expressions of a package and checks what a schema cannot: keys are unique, cases name papers
 * and fees that exist, golden cases name cases of this procedure. All problems are listed at once.
 * @returns the procedure as it is stored (text NFC), or the problems with JSON pointers into the package
 */
export function configureProcedure(
  input: ProcedurePackage,
): { ok: true; procedure: ConfiguredProcedure } | { ok: false; problems: PackageProblem[] } {
  const pkg = cleanValue(input)
  const problems: PackageProblem[] = [...keyProblems(pkg), ...goldenProblems(pkg)]
  const compile = (feel: string, pointer: string): Rule => ({
    feel,
    expr: compileInto(problems, feel, pointer),
  })
  const procedure: ConfiguredProcedure = {
    ...pkg,
    cases: pkg.cases.map((c, i) => ({
      ...c,
      when: c.when === undefined ? null : compile(c.when, `/cases/${i}/when`),
    })),
    papers: pkg.papers.map((p, i) => ({
      key: p.key,
      name: p.name,
      group: '',
      originals: p.originals ?? 0,
      copies: p.copies ?? 0,
      mandatory:
        typeof p.mandatory === 'boolean' ? p.mandatory : compile(p.mandatory, `/papers/${i}/mandatory`),
      presentOnly: p.presentOnly ?? false,
      replaceableBy: p.replaceableBy ?? [],
      digitise: p.digitise ?? false,
      formFile: p.formFile ?? null,
      note: p.note ?? '',
    })),
    fees: pkg.fees.map((f, i) => ({
      key: f.key,
      name: f.name,
      amount: null,
      text: f.reason ?? '',
      collectedAt: f.collectedAt,
      rule: compile(f.rule, `/fees/${i}/rule`),
    })),
    goldenCases: pkg.goldenCases ?? [],
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, procedure }
}

function compileInto(problems: PackageProblem[], feel: string, pointer: string): Expr {
  try {
    return compileExpression(feel)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    problems.push({ pointer, message: error.message })
    return { op: 'value', value: null }
  }
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
