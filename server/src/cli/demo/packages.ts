import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type PackageFolder,
  type ProcedurePackage,
  readPackageFolder,
} from '../../modules/catalogue/index.ts'
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
      const { procedure, form, process, cases } = await readPackageFolder(join(folder, code))
      return { code, procedure: procedure as DemoPackage['procedure'], form, process: process ?? '', cases }
    }),
  )
}
