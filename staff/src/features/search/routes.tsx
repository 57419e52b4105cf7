import { IconFileSearch } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'
import type { Search } from '../../lib/rows.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/tra-cuu',
    component: lazyRouteComponent(() => import('./search-page.tsx'), 'SearchPage'),
    validateSearch: ({ q, status, unit, late }: Record<string, unknown>): Search => ({
      ...(q !== undefined && q !== '' && { q: String(q) }),
      ...(Number(status) >= 1 && Number(status) <= 10 && { status: Number(status) }),
      ...(typeof unit === 'string' && unit !== '' && { unit }),
      ...(late === true && { late }),
    }),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/tra-cuu',
    label: 'Tra cứu hồ sơ',
    icon: IconFileSearch,
    section: 'work',
    needs: 'dossiers.queues',
  },
]
