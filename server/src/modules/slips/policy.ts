import { type Actor, holdsRole } from '../../platform/actor.ts'
import { forbidden } from '../../platform/errors.ts'
import type { Act } from '../dossiers/index.ts'
import { DOSSIER_SHEETS, type DossierSheet, type SheetKind } from './domain/sheet.ts'

/** Who may do one of these acts with the dossier may issue the paper that tells of it. */
export const ISSUING_ACTS: Readonly<Record<DossierSheet, readonly Act[]>> = {
  receipt: ['acceptance'],
  supplement: ['supplement-requests'],
  refusal: ['refusal'],
  apology: ['apologies'],
  stop: ['stop'],
  control: ['acceptance', 'results'],
  fee: ['acceptance', 'fee-collections'],
  handover: ['handover'],
}

/** @throws 403 when the actor may do none of the acts of the paper */
export function refuseStranger(kind: DossierSheet, mayEver: (act: Act) => boolean): void {
  if (ISSUING_ACTS[kind].some(mayEver)) return
  throw forbidden('Vai trò của bạn tại đơn vị này không được cấp giấy này cho hồ sơ.')
}

/** The papers of dossiers that are issued by whoever has a role for one of these acts. */
export const kindsFor = (hasRoleFor: (act: Act) => boolean): DossierSheet[] =>
  DOSSIER_SHEETS.filter((kind) => ISSUING_ACTS[kind].some(hasRoleFor))

/**
 * Whether a reader of the dossier may read a paper of it: the applicant only those addressed to him.
 * @param forApplicant as `SHEETS` says of its kind
 */
export const mayReadSlip = (isApplicant: boolean, forApplicant: boolean): boolean =>
  !isApplicant || forApplicant

/** Who keeps the register of a unit, of all its procedures. @throws 403 */
export function refuseOtherRegister(actor: Actor, unitId: string): void {
  if (!holdsRole(actor, REGISTER_ROLES, [unitId]))
    throw forbidden('Bạn không giữ sổ theo dõi hồ sơ của đơn vị này.')
}

const REGISTER_ROLES: readonly string[] = ['tiepnhan', 'truongphong', 'lanhdao', 'vanthu']

/** Kinds in whose papers other people than the actor are named, for the log of accesses. */
export const isAboutDossier = (kind: SheetKind): kind is DossierSheet => kind !== 'register'
