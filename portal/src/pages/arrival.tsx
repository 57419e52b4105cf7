import { ARRIVAL } from '../i18n/arrival.ts'
import { to, withQuery } from '../links.ts'
import { type Reply, read, readIfPossible } from '../read.ts'
import { cleanTyped } from '../typed.ts'
import { page } from '../ui/layout.tsx'
import { WaysOn } from '../ui/ways-on.tsx'
import type { Answer, Visit } from '../visit.ts'

type Procedure = Reply<'getProcedure'>

/** Whether the National Public Service Portal sent the visitor here: its links carry `vnconnect=1` and the procedure. */
export const isArrival = ({ query }: Visit): boolean => query.get('vnconnect') === '1' && query.has(PROCEDURE)

/**
 * From the National Public Service Portal to the filing of the procedure named by `MaTTHCDP`, over the sign-in at the
 * national identity; `MaCoQuanThucHien` names the office that is chosen beforehand. Nothing of the link itself becomes
 * an address: it goes on to the code and the unit that we know.
 */
export async function arrivalPage(visit: Visit): Promise<Answer> {
  const typed = cleanTyped(visit.query.get(PROCEDURE) ?? '').slice(0, 60)
  if (!CODE.test(typed)) return unknown(visit, null)
  const procedure = await procedureOf(visit, typed)
  if (!procedure) return unknown(visit, typed)
  const isOnline = procedure.configured && procedure.channels.some(({ channel }) => channel === 'online')
  if (!isOnline) return { kind: 'redirect', to: to(visit, `/thu-tuc/${procedure.code}`) }
  const goTo = withQuery(to(visit, `/nop-ho-so/${procedure.code}`), { 'co-quan': await officeOf(visit) })
  if (visit.person) return { kind: 'redirect', to: goTo }
  const { status, body } = await visit.api('GET', '/session/options')
  const national = status === 200 ? (body as { national: string | null }).national : null
  const signIn = national ?? to(visit, '/dang-nhap')
  return { kind: 'redirect', to: withQuery(signIn, { returnTo: goTo }) }
}

const PROCEDURE = 'MaTTHCDP'
const OFFICE = 'MaCoQuanThucHien'

// `1.001193`, or with the agency that announced it behind: `1.001193.000.00.00.H15`.
const CODE = /^\d\.\d{6}(\.[0-9A-Z]{1,6}){0,6}$/i
const NATIONAL_LENGTH = '1.001193'.length

/** The procedure by the code as it came, else by its national part. */
async function procedureOf({ api }: Visit, code: string): Promise<Procedure | null> {
  const found = await read<'getProcedure'>(api, `/procedures/${encodeURIComponent(code)}`)
  if (found || code.length === NATIONAL_LENGTH) return found
  return read<'getProcedure'>(api, `/procedures/${code.slice(0, NATIONAL_LENGTH)}`)
}

/** The office that the link names, as we call it; null when we know none. */
async function officeOf({ api, query }: Visit): Promise<string | null> {
  const code = query.get(OFFICE) ?? ''
  if (!/^[0-9A-Z.]{3,35}$/i.test(code)) return null
  const unit = await readIfPossible<'getUnit'>(api, `/units/${code.toUpperCase()}`)
  return unit?.ref ?? null
}

function unknown(visit: Visit, code: string | null): Answer {
  const t = ARRIVAL[visit.lang]
  return page(visit, {
    title: t.unknownTitle,
    description: t.unknownTitle,
    status: 404,
    unlisted: true,
    children: (
      <WaysOn visit={visit} icon="search" title={t.unknownTitle}>
        <p>{code === null ? t.malformed : t.unknown(code)}</p>
        <p>{t.what}</p>
      </WaysOn>
    ),
  })
}
