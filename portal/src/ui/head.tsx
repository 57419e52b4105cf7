import { FRAME } from '../i18n/frame.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'
import { Emblem } from './emblem.tsx'
import { Icon } from './icon.tsx'

/** Name of the portal, its sections, the other language, and who is signed in. */
export function Head({ visit }: { visit: Visit }) {
  const { lang, path, person, place } = visit
  const t = FRAME[lang]
  const sections = [
    ['/thu-tuc', t.procedures],
    ['/tra-cuu', t.track],
    ['/so-lieu', t.figures],
    ['/tro-giup', t.help],
  ] as const
  return (
    <header class="head">
      <div class="inside">
        <a class="brand" href={to(visit, '/')}>
          <Emblem />
          <span>
            <b>{t.portal}</b>
            <span>{capital(place ?? t.province)}</span>
          </span>
        </a>
        <nav aria-label={t.mainMenu}>
          <ul>
            {sections.map(([address, name]) => (
              <li key={address}>
                <a href={to(visit, address)} aria-current={currentOf(path, address)}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="tools">
          <OtherLanguage visit={visit} />
          <a class="person" href={to(visit, person ? '/ho-so' : '/dang-nhap')}>
            <Icon name="person" size={22} />
            {person ? (
              <span class="name" title={person.name}>
                <span class="unseen">{t.account(person.name)}</span>
                <span aria-hidden="true">{person.name}</span>
              </span>
            ) : (
              <span class="name">{t.signIn}</span>
            )}
          </a>
        </div>
      </div>
    </header>
  )
}

function OtherLanguage({ visit }: { visit: Visit }) {
  const { lang, path, query } = visit
  const t = FRAME[lang]
  const other = lang === 'vi' ? 'en' : 'vi'
  const search = query.toString()
  return (
    <a
      class="tongue"
      href={encodeURI(to({ lang: other }, path)) + (search ? `?${search}` : '')}
      hreflang={other}
      lang={other}
      aria-label={`${t.otherLanguageShort}: ${t.otherLanguage}`}
    >
      {t.otherLanguageShort}
    </a>
  )
}

const currentOf = (path: string, section: string): 'page' | 'true' | undefined => {
  if (path === section) return 'page'
  return path.startsWith(`${section}/`) ? 'true' : undefined
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
