import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

export type HandoverProof = {
  /** Whether the applicant himself came, or somebody with his authorisation. */
  identity: 'self' | 'authorised'
  kind: 'signature' | 'code' | 'paper'
  fileId: string | null
  sha256: string | null
}

export function insertHandoverProof(ctx: Ctx, dossierId: string, proof: HandoverProof): void {
  ctx.later(sql`insert into dossiers.handover_proof (dossier_id, identity, kind, file_id, sha256, at, by_account)
    values (${dossierId}, ${proof.identity}, ${proof.kind}, ${proof.fileId}, ${proof.sha256}, ${ctx.now()},
      ${ctx.actor.id})`)
}
