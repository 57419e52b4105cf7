import { OWN } from '../../i18n/own.ts'
import { Badge } from '../../ui/badge.tsx'

const TONES: Record<number, 'good' | 'warn' | 'bad' | 'info' | undefined> = {
  1: 'info',
  2: 'info',
  3: 'bad',
  4: 'info',
  5: 'warn',
  6: 'warn',
  8: 'bad',
  9: 'good',
  10: 'good',
}

/** The state of a dossier in a word. */
export function StatusBadge({ status, name, lang }: { status: number; name?: string; lang: 'vi' | 'en' }) {
  const words: Record<number, string> = OWN[lang].states
  return <Badge tone={TONES[status]}>{name ?? words[status] ?? String(status)}</Badge>
}
