import { OWN } from '../../i18n/own.ts'
import { SIGN_IN } from '../../i18n/sign-in.ts'
import { to } from '../../links.ts'
import { read } from '../../read.ts'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { OwnFrame } from './frame.tsx'

/** Who is signed in, for whom he may act, and the way out. */
export async function accountPage(visit: Visit): Promise<Answer> {
  const t = SIGN_IN[visit.lang]
  const session = await read<'getSession'>(visit.api, '/session')
  const kind = t.kinds[session?.kind as keyof typeof t.kinds]
  const level = (session as { assurance?: number | null } | null)?.assurance
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
              <dd>{session?.name}</dd>
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
          <p>{t.actForHow}</p>
        </section>
      </OwnFrame>
    ),
  })
}
