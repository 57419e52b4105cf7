import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type PackageFolder,
  type ProcedurePackage,
  publishProcedure,
  readPackageFolder,
} from '../../modules/catalogue/index.ts'
import { publishForm } from '../../modules/forms/index.ts'
import { publishProcess } from '../../modules/process/index.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Of } from '../../platform/http/schema.ts'
import { repositoryRoot } from '../../platform/paths.ts'

/** Folder of the data of the demo province. */
export const DEMO_FOLDER = join(repositoryRoot, 'demo')

export type DemoPackage = Omit<PackageFolder, 'procedure' | 'process'> & {
  code: string
  procedure: Of<typeof ProcedurePackage>
  process: string
}

/** The procedure packages of the demo province, by code. The tests check that each is one. */
export async function readPackages(): Promise<DemoPackage[]> {
  const folder = join(DEMO_FOLDER, 'procedures')
  const codes = (await readdir(folder)).sort()
  return Promise.all(
    codes.map(async (code) => {
      const { procedure, form, process } = await readPackageFolder(join(folder, code))
      return { code, procedure: procedure as DemoPackage['procedure'], form, process: process ?? '' }
    }),
  )
}

/** Publishes one package: its form, its process, and the procedure that uses them. */
export async function publishPackage(ctx: Ctx, pkg: DemoPackage): Promise<void> {
  const form = await publishForm(ctx, pkg.form)
  const process = await publishProcess(ctx, {
    key: pkg.code,
    xml: pkg.process,
    legalHours: Math.max(...pkg.procedure.cases.map((c) => legalHours(c.limit))),
  })
  await publishProcedure(ctx, pkg.procedure, { formVersionId: form.id, processVersionId: process.id })
}

/** Working hours of a limit in working days or hours: a working day has eight (domain.md 1.4.1). */
export function legalHours(limit: { value: number; unit: string }): number {
  return limit.unit === 'workingHours' ? limit.value : limit.value * 8
}
