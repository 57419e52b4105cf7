import { IconNotebook } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/so-theo-doi',
    component: lazyRouteComponent(() => import('./registers-page.tsx'), 'RegistersPage'),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/so-theo-doi',
    label: 'Sổ theo dõi hồ sơ',
    icon: IconNotebook,
    section: 'desk',
    needs: 'slips.register',
  },
]
