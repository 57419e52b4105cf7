import type { Dossier } from '../../lib/types.ts'
import { Status } from '../../ui/status.tsx'

/** State, applicant and procedure beside the code: what one wants to know first. */
export function DossierHead({ dossier }: { dossier: Dossier }) {
  return (
    <div className="dossier-head">
      <Status status={dossier.status} name={dossier.statusName} />
      <strong>{dossier.applicant.name}</strong>
      <span className="quiet">{dossier.procedureName}</span>
    </div>
  )
}
