import { cleanLine, cleanText, isCivilDate } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'

/** What is told, and on which days (`YYYY-MM-DD` of Việt Nam, both included; `to` null: until it is withdrawn). */
export type Words = {
  title: string
  text: string
  titleEn: string | null
  textEn: string | null
  from: string
  to: string | null
}

/** Where an announcement stands on a day. */
export type State = 'upcoming' | 'shown' | 'over' | 'withdrawn'

export function stateOn(
  today: string,
  { from, to, withdrawnAt }: { from: string; to: string | null; withdrawnAt: Date | null },
): State {
  if (withdrawnAt !== null) return 'withdrawn'
  if (today < from) return 'upcoming'
  return to !== null && to < today ? 'over' : 'shown'
}

/**
 * The words as they are kept: one line of title, paragraphs of text, no hidden characters; English is null when there
 * is none.
 * @throws 422 `announcement.no_title`, `announcement.no_text`, `announcement.bad_period`
 */
export function cleanWords(given: Words): Words {
  const title = cleanLine(given.title)
  const text = paragraphs(given.text)
  if (title === '') throw refusal('/title', 'announcement.no_title', 'Hãy ghi tiêu đề của thông báo.')
  if (text === '') throw refusal('/text', 'announcement.no_text', 'Hãy ghi nội dung của thông báo.')
  const { from, to } = given
  if (!isCivilDate(from) || (to !== null && (!isCivilDate(to) || to < from)))
    throw refusal(
      '/to',
      'announcement.bad_period',
      'Ngày hiện thông báo phải có thật, và ngày cuối không được trước ngày đầu.',
    )
  return {
    title,
    text,
    titleEn: cleanLine(given.titleEn ?? '') || null,
    textEn: paragraphs(given.textEn ?? '') || null,
    from,
    to,
  }
}

function paragraphs(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const refusal = (pointer: string, code: string, message: string) =>
  unprocessable(code, message, [{ pointer, code, message }])
