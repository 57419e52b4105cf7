import { formatDay } from '../../format.ts'
import { OWN } from '../../i18n/own.ts'
import { SIGN_IN } from '../../i18n/sign-in.ts'
import { to } from '../../links.ts'
import { type Reply, read } from '../../read.ts'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RecordName } from '../../ui/vietnamese.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { OwnFrame } from './frame.tsx'

/** Who is signed in, for whom he may act, and the way out. */
export async function accountPage(visit: Visit): Promise<Answer> {
  const t = SIGN_IN[visit.lang]
  const session = await read<'getMe'>(visit.api, '/me')
  const kind = t.kinds[session?.kind as keyof typeof t.kinds]
  const level = session?.assurance
  return page(visit, {
    title: t.account,
    description: t.account,
    unlisted: true,
    trail: [{ name: OWN[visit.lang].dossiers, path: '/ho-so' }],
    children: (
      <OwnFrame visit={visit} title={t.account}>
        {session?.kind === 'officer' && (
          <Notice>
            <p>{t.officer}</p>
            <p>
              <a href="/can-bo">{t.toOfficers}</a>
            </p>
          </Notice>
        )}
        <section class="card">
          <dl class="facts">
            <div>
              <dt>{t.accountOf}</dt>
              <dd lang="vi">{session?.name}</dd>
            </div>
            <div>
              <dt>{t.username}</dt>
              <dd>{session?.username}</dd>
            </div>
            <div>
              <dt>{t.kind}</dt>
              <dd>{kind}</dd>
            </div>
            {level != null && (
              <div>
                <dt>{t.level}</dt>
                <dd>{t.levels(level)}</dd>
              </div>
            )}
          </dl>
          <form method="post" action={to(visit, '/dang-xuat')}>
            <button class="button second" type="submit">
              {t.signOut}
            </button>
          </form>
        </section>
        <section class="card">
          <h2>{t.actFor}</h2>
          {session && (
            <Mandates visit={visit} mandates={session.actFor} nameOf={({ principal }) => principal.name} />
          )}
          <p>{t.actForHow}</p>
        </section>
        {session && session.given.length > 0 && (
          <section class="card">
            <h2>{t.given}</h2>
            <Mandates visit={visit} mandates={session.given} nameOf={({ agent }) => agent.name} />
          </section>
        )}
      </OwnFrame>
    ),
  })
}

type Mandate = Reply<'getMe'>['actFor'][number]

function Mandates({
  visit,
  mandates,
  nameOf,
}: {
  visit: Visit
  mandates: readonly Mandate[]
  nameOf: (mandate: Mandate) => string
}) {
  const t = SIGN_IN[visit.lang]
  if (mandates.length === 0) return null
  return (
    <ul class="plain">
      {mandates.map((mandate) => (
        <li key={mandate.id}>
          <b lang="vi">{nameOf(mandate)}</b>
          <p class="soft small">
            <RecordName visit={visit} group="mandates" of={mandate.kind}>
              {mandate.kindName}
            </RecordName>
            , {t.since} {formatDay(mandate.validFrom, visit.lang)}
            {mandate.validTo && ` ${t.until} ${formatDay(mandate.validTo, visit.lang)}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
