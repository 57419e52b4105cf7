import { ACCESSIBILITY } from '../i18n/articles/accessibility.ts'
import type { Articles } from '../i18n/articles/article.ts'
import { HELP } from '../i18n/articles/help.ts'
import { PRIVACY } from '../i18n/articles/privacy.ts'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'

const articlePage =
  (articles: Articles) =>
  async (visit: Visit): Promise<Answer> => {
    const { title, lead, parts } = articles[visit.lang]
    return page(visit, {
      title,
      description: lead,
      trail: [],
      children: (
        <article class="prose">
          <h1>{title}</h1>
          <p class="soft">{lead}</p>
          {parts.map((part) => (
            <section key={part.title} class="stack tight">
              <h2>{part.title}</h2>
              {part.text?.map((text) => (
                <p key={text}>{text}</p>
              ))}
              {part.list && (
                <ul>
                  {part.list.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              )}
            </section>
          ))}
        </article>
      ),
    })
  }

/** How to use the portal. */
export const helpPage = articlePage(HELP)

/** How far the portal can be used by everybody, after WCAG 2.2. */
export const accessibilityPage = articlePage(ACCESSIBILITY)

/** What is kept of a visitor, why, and who sees it. */
export const privacyPage = articlePage(PRIVACY)
