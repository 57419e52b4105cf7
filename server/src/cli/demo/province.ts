import { publishPackage } from '../../modules/catalogue/index.ts'
import { saveQuickFill } from '../../modules/desk/index.ts'
import { createAccount, hashPassword } from '../../modules/identity/index.ts'
import { appoint, assignPosition, unitByRef } from '../../modules/organisations/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, type Root } from '../../platform/ctx.ts'
import { createAreas } from './areas.ts'
import { makeDemoMandates } from './mandates.ts'
import { readPackages } from './packages.ts'
import { accountOf, demoPeople, type Officer } from './people.ts'
import { readDemo } from './read-data.ts'
import { createUnits, FIRST_DAY } from './units.ts'

/** Everybody's password. */
export const PASSWORD = 'motcua-demo'

export type Province = {
  accounts: { officers: number; citizens: number; businesses: number }
  procedures: number
  /** Keys of units that could not be linked to their administrative area. */
  unlinked: string[]
}

/**
 * Creates the demo province without any dossier: units, officers with their roles, citizens, businesses and the
 * published procedures. All in one transaction, so that nothing half is left.
 */
export async function loadProvince(root: Root): Promise<Province> {
  const [packages, passwordHash] = await Promise.all([readPackages(), hashPassword(PASSWORD)])
  const { staff, citizens, businesses } = demoPeople()
  return inTx(root, SYSTEM, 'demo.province', async (ctx) => {
    await createAreas(ctx)
    const unlinked = await createUnits(ctx)
    for (const person of [...citizens, ...businesses]) {
      await createAccount(ctx, accountOf(person), passwordHash)
    }
    await makeDemoMandates(ctx)
    for (const officer of staff) await createOfficer(ctx, officer, passwordHash)
    for (const pkg of packages) await publishPackage(ctx, pkg)
    for (const fill of readDemo<DemoFill[]>('desk/quick-fills.json')) await createQuickFills(ctx, fill)
    const accounts = {
      officers: staff.length,
      citizens: citizens.length,
      businesses: businesses.length,
    }
    ctx.about('demo', { accounts, procedures: packages.length })
    return { accounts, procedures: packages.length, unlinked }
  })
}

type DemoFill = { units: string[]; procedureCode: string; name: string; answers: Record<string, unknown> }

async function createQuickFills(ctx: Ctx, { units, ...fill }: DemoFill): Promise<void> {
  for (const ref of units) await saveQuickFill(ctx, { ...fill, unitId: (await unitByRef(ctx, ref)).id })
}

async function createOfficer(ctx: Ctx, officer: Officer, passwordHash: string): Promise<void> {
  const { username, name, unit, role, title, alsoIn = [] } = officer
  const account = { username, kind: 'officer', name, password: null } as const
  const accountId = await createAccount(ctx, account, passwordHash)
  await assignPosition(ctx, { accountId, unit, title, validFrom: FIRST_DAY })
  for (const place of [unit, ...alsoIn]) {
    await appoint(ctx, { accountId, unit: place, role, validFrom: FIRST_DAY })
  }
}
