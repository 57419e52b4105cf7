import { SIGN_IN } from '../../i18n/sign-in.ts'
import { to, withQuery } from '../../links.ts'
import { TextField } from '../../ui/field.tsx'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { cookiesOf, ownAddress } from './gate.ts'

type Options = { password: boolean; national: string | null }

/** Signing in: with the national identity where it is connected, with a password where there is one. */
export async function signInPage(visit: Visit): Promise<Answer> {
  const goTo = ownAddress(visit.query.get('returnTo'), visit)
  if (visit.method === 'POST') return signIn(visit, goTo)
  if (visit.person) return { kind: 'redirect', to: goTo }
  const { faults } = SIGN_IN[visit.lang]
  const fault = visit.query.get('loi')
  const message = fault && Object.hasOwn(faults, fault) ? faults[fault as keyof typeof faults] : null
  return draw(visit, goTo, message)
}

async function signIn(visit: Visit, goTo: string): Promise<Answer> {
  const t = SIGN_IN[visit.lang]
  const username = visit.form?.get('username')?.trim() ?? ''
  const password = visit.form?.get('password') ?? ''
  if (username === '' || password === '') return draw(visit, goTo, t.missing, 422, username)
  const { status, body, headers } = await visit.api('POST', '/session', { username, password })
  if (status === 200) return { kind: 'redirect', to: goTo, cookies: cookiesOf(headers) }
  return draw(visit, goTo, (body as { title?: string }).title ?? t.missing, status, username)
}

async function draw(
  visit: Visit,
  goTo: string,
  error: string | null,
  status = 200,
  username = '',
): Promise<Answer> {
  const t = SIGN_IN[visit.lang]
  const { national, password } = await optionsOf(visit)
  return page(visit, {
    title: t.title,
    description: t.lead,
    status,
    unlisted: true,
    children: (
      <div class="card kept-narrow">
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        {error && (
          <Notice tone="bad" alert>
            <p>{error}</p>
          </Notice>
        )}
        {national && (
          <a class="button wide" href={withQuery(national, { returnTo: goTo })}>
            {t.national}
          </a>
        )}
        {national && password && <p class="soft">{t.or}</p>}
        {password && (
          <form
            class="stack"
            method="post"
            action={withQuery(to(visit, '/dang-nhap'), { returnTo: visit.query.get('returnTo') })}
          >
            <TextField
              name="username"
              label={t.username}
              autocomplete="username"
              autocapitalize="none"
              value={username}
              required
            />
            <TextField
              name="password"
              label={t.password}
              type="password"
              autocomplete="current-password"
              required
            />
            <button class={national ? 'button second wide' : 'button wide'} type="submit">
              {t.submit}
            </button>
          </form>
        )}
      </div>
    ),
  })
}

async function optionsOf({ api }: Visit): Promise<Options> {
  const { status, body } = await api('GET', '/session/options')
  return status === 200 ? (body as Options) : { password: true, national: null }
}

/** Ends the session and goes home. Only by a form: a link of another site must not sign anybody out. */
export async function signOutPage(visit: Visit): Promise<Answer> {
  if (visit.method !== 'POST') return { kind: 'redirect', to: to(visit, '/tai-khoan') }
  const { headers } = await visit.api('DELETE', '/session')
  return { kind: 'redirect', to: to(visit, '/'), cookies: cookiesOf(headers) }
}
