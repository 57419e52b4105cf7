import { FRAME } from '../i18n/frame.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'

/** Where else to go: doing things, public information, and who answers for the portal. */
export function Foot({ visit }: { visit: Visit }) {
  const t = FRAME[visit.lang]
  const lists = [
    {
      title: t.doThings,
      links: [
        ['/thu-tuc', t.procedures],
        ['/tra-cuu', t.track],
        ['/tro-giup', t.help],
        ['/co-quan', t.offices],
      ],
    },
    {
      title: t.know,
      links: [
        ['/so-lieu', t.figures],
        ['/so-lieu/cham-han', t.lateList],
        ['/ngay-nghi', t.holidays],
        ['/kha-nang-tiep-can', t.accessibility],
        ['/quyen-rieng-tu', t.privacy],
      ],
    },
  ] as const
  return (
    <footer class="foot">
      <div class="inside">
        <div class="stack tight">
          <p>{t.footNote(visit.place ?? '')}</p>
          <ul>
            <li>
              <a href="/api/docs">{t.api}</a>
            </li>
            <li>
              <a href="/can-bo">{t.officers}</a>
            </li>
          </ul>
        </div>
        {lists.map(({ title, links }) => (
          <nav key={title} aria-label={title}>
            <h2>{title}</h2>
            <ul>
              {links.map(([address, name]) => (
                <li key={address}>
                  <a href={to(visit, address)}>{name}</a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  )
}
