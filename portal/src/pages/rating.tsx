import { formatMoment } from '../format.ts'
import { RATING } from '../i18n/rating.ts'
import { to, withQuery } from '../links.ts'
import { ApiFailure, type Reply } from '../read.ts'
import { cleanTyped } from '../typed.ts'
import { RadioField, TextField } from '../ui/field.tsx'
import { page } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Answer, Visit } from '../visit.ts'

const CRITERIA = ['information', 'simplicity', 'attitude', 'punctuality', 'result'] as const

/** What stands in the form: by the name of the field. */
type Values = Readonly<Record<string, string>>
type Faults = Readonly<Record<string, string>>
type Own = Reply<'getRating'>

/**
 * The form of a rating, without scripts: `?ho-so=` for a dossier of whoever is signed in, otherwise code (`?ma=`) and
 * secret of the receipt are asked for. `?xong=1` thanks.
 */
export async function ratingPage(visit: Visit): Promise<Answer> {
  if (visit.query.get('xong')) return thank(visit)
  const id = visit.person ? visit.query.get('ho-so') : null
  if (visit.method === 'POST') return send(visit, id)
  const own = id === null ? null : await readOwn(visit, id)
  const code = visit.query.get('ma') ?? ''
  return draw(visit, { id: own && id, own, values: { ma: code, ...valuesOf(own) } })
}

async function readOwn(visit: Visit, id: string): Promise<Own | null> {
  const { status, body } = await visit.api('GET', ratingOf(id))
  if (status === 200) return body as Own
  if (status === 404 || status === 400 || status === 403) return null
  throw new ApiFailure(status, body)
}

const ratingOf = (id: string): string => `/dossiers/${encodeURIComponent(id)}/rating`

function valuesOf(own: Own | null): Values {
  if (!own?.rating) return {}
  const { rating } = own
  return {
    ...Object.fromEntries(CRITERIA.map((name) => [name, String(rating[name])])),
    askedBeyond: rating.askedBeyond ? '1' : '',
    remark: rating.remark ?? '',
  }
}

async function send(visit: Visit, id: string | null): Promise<Answer> {
  const t = RATING[visit.lang]
  const values = Object.fromEntries(visit.form ?? [])
  const [code, secret] = [cleanTyped(values['ma'] ?? ''), cleanTyped(values['secret'] ?? '')]
  const faults: Record<string, string> = {}
  for (const name of CRITERIA) if (!/^[1-5]$/.test(values[name] ?? '')) faults[name] = t.needMark
  if (id === null && code === '') faults['ma'] = t.needCode
  if (id === null && secret === '') faults['secret'] = t.needSecret
  if (Object.keys(faults).length > 0) return draw(visit, { id, values, faults, message: t.mend, status: 422 })
  const rating = {
    ...Object.fromEntries(CRITERIA.map((name) => [name, Number(values[name])])),
    askedBeyond: values['askedBeyond'] === '1',
    remark: (values['remark'] ?? '').slice(0, 10_000),
  }
  const { status, body } =
    id === null
      ? await visit.api('POST', '/ratings', {
          code: code.slice(0, 60),
          secret: secret.slice(0, 20),
          ...rating,
        })
      : await visit.api('PUT', ratingOf(id), rating)
  if (status === 200) return { kind: 'redirect', to: `${to(visit, '/danh-gia')}?xong=1` }
  const message = (body as { title?: string } | null)?.title
  if (status >= 500 || !message) throw new ApiFailure(status, body)
  return draw(visit, { id, values, message, status })
}

type Drawn = {
  id: string | null
  own?: Own | null
  values: Values
  faults?: Faults
  message?: string
  status?: number
}

function draw(visit: Visit, { id, own, values, faults = {}, message, status = 200 }: Drawn): Answer {
  const t = RATING[visit.lang]
  const isOpen = !own || own.can.includes('rate')
  const code = values['ma'] ?? ''
  return page(visit, {
    title: t.title,
    description: t.description,
    status,
    unlisted: id !== null || code !== '' || message !== undefined,
    trail: [],
    headers: { 'cache-control': 'private, no-store' },
    children: (
      <>
        <div class="lead">
          <h1>{t.title}</h1>
          <p>{t.description}</p>
        </div>
        {message && (
          <Notice tone="bad" alert>
            <p>{message}</p>
          </Notice>
        )}
        {own?.rating && isOpen && (
          <Notice tone="info">{t.already(formatMoment(own.rating.correctableUntil, visit.lang))}</Notice>
        )}
        {!isOpen && <Notice tone="info">{t.closed}</Notice>}
        {isOpen && (
          <form
            class="card stack"
            method="post"
            action={withQuery(to(visit, '/danh-gia'), { 'ho-so': id, ma: code || null })}
          >
            {id === null ? (
              <Receipt visit={visit} code={code} secret={values['secret'] ?? ''} faults={faults} />
            ) : (
              code && (
                <p>
                  {t.ofDossier} <span class="code">{code}</span>
                </p>
              )
            )}
            {CRITERIA.map((name) => (
              <RadioField
                key={name}
                name={name}
                label={t.criteria[name]}
                options={t.marks.map((label, i) => ({ value: String(i + 1), label }))}
                value={values[name] ?? ''}
                {...(faults[name] && { error: faults[name] })}
              />
            ))}
            <label class="choice">
              <input type="checkbox" name="askedBeyond" value="1" checked={values['askedBeyond'] === '1'} />
              <span>{t.askedBeyond}</span>
            </label>
            <div class="field">
              <label for="remark">{t.remark}</label>
              <p class="hint" id="remark-hint">
                {t.remarkHint}. {t.unnamed}
              </p>
              <textarea class="input" id="remark" name="remark" rows={4} aria-describedby="remark-hint">
                {values['remark'] ?? ''}
              </textarea>
            </div>
            <div class="row">
              <button class="button" type="submit">
                {own?.rating ? t.correct : t.send}
              </button>
            </div>
          </form>
        )}
      </>
    ),
  })
}

function Receipt({
  visit,
  code,
  secret,
  faults,
}: {
  visit: Visit
  code: string
  secret: string
  faults: Faults
}) {
  const t = RATING[visit.lang]
  const typed = { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false } as const
  return (
    <>
      <h2>{t.receipt}</h2>
      <TextField
        name="ma"
        label={t.code}
        hint={t.codeHint}
        value={code}
        maxLength={60}
        {...typed}
        {...(faults['ma'] && { error: faults['ma'] })}
      />
      <TextField
        name="secret"
        label={t.secret}
        hint={t.secretHint}
        value={secret}
        maxLength={20}
        {...typed}
        {...(faults['secret'] && { error: faults['secret'] })}
      />
    </>
  )
}

function thank(visit: Visit): Answer {
  const t = RATING[visit.lang]
  return page(visit, {
    title: t.thanks,
    description: t.description,
    unlisted: true,
    trail: [],
    children: (
      <div class="card kept-narrow">
        <h1>{t.thanks}</h1>
        <p>{t.thanksText}</p>
        <p>
          <a class="name" href={to(visit, '/so-lieu')}>
            {t.seeFigures}
          </a>
        </p>
      </div>
    ),
  })
}
