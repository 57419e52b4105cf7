import type { Icon } from '@tabler/icons-react'

/** An entry of the left menu, and by itself an action of Ctrl-K. */
export type MenuEntry = {
  to: string
  label: string
  icon: Icon
  section: 'work' | 'desk' | 'admin'
  /** Only for officers who hold this permission. */
  needs?: string
  /** A shortcut, e.g. `F2`, shown beside the entry. */
  keys?: string
}
