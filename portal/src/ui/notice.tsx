import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'info' | 'good' | 'warn' | 'bad'

const ICONS: Record<Tone, IconName> = { info: 'info', good: 'check', warn: 'warn', bad: 'stop' }

/** Something to be read before going on. `alert` has screen readers say it at once. */
export function Notice({
  tone = 'info',
  title,
  alert = false,
  children,
}: {
  tone?: Tone
  title?: string
  alert?: boolean
  children?: ComponentChildren
}) {
  return (
    <div class={`notice ${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={ICONS[tone]} />
      <div>
        {title && <b>{title}</b>}
        {children}
      </div>
    </div>
  )
}
