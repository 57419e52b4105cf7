import { type Reply, readIfPossible } from '../../read.ts'
import { Vietnamese } from '../../ui/vietnamese.tsx'
import type { Visit } from '../../visit.ts'
import type { Dossier } from './follow.tsx'

export type Procedure = Reply<'getProcedure'>

/** The procedure of a dossier: its form, and its words in English; null when it is not in the catalogue any more. */
export const procedureOf = ({ api }: Visit, { procedureCode }: Pick<Dossier, 'procedureCode'>) =>
  readIfPossible<'getProcedure'>(api, `/procedures/${encodeURIComponent(procedureCode)}`)

/** Name of a paper, a fee or the procedure itself: in English where the procedure says it so. */
export function Named({ visit, name, english }: { visit: Visit; name: string; english?: string | null }) {
  return visit.lang === 'en' && english ? <>{english}</> : <Vietnamese visit={visit}>{name}</Vietnamese>
}

/** What the procedure calls one of its papers or fees in English. */
export const englishOf = (
  things: readonly { key: string; name: { en?: string } }[] | undefined,
  key: string,
): string | undefined => things?.find((thing) => thing.key === key)?.name.en
