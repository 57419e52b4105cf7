import { IconUserShare } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/uy-quyen',
    component: lazyRouteComponent(() => import('./delegation-page.tsx'), 'DelegationPage'),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/uy-quyen',
    label: 'Uỷ quyền',
    icon: IconUserShare,
    section: 'work',
    needs: 'delegations.make',
  },
]
