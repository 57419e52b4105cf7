import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** A state in a word; the colour only repeats what the word says. */
export function Badge({
  tone,
  icon,
  children,
}: {
  tone?: 'good' | 'warn' | 'bad' | 'info'
  icon?: IconName
  children: ComponentChildren
}) {
  return (
    <span class={tone ? `badge ${tone}` : 'badge'}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </span>
  )
}
