import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** Nothing to show, why, and ways to go on. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName
  title: string
  children?: ComponentChildren
}) {
  return (
    <div class="card">
      <div class="empty">
        <Icon name={icon} size={48} />
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  )
}
