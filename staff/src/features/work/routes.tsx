import { IconInbox } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo',
    component: lazyRouteComponent(() => import('./queues.tsx'), 'QueuesPage'),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo',
    label: 'Hồ sơ cần xử lý',
    icon: IconInbox,
    section: 'work',
    needs: 'dossiers.queues',
    keys: 'F4',
  },
]
