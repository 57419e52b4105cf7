import { IconInbox } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo',
    component: lazyRouteComponent(() => import('./queues-page.tsx'), 'QueuesPage'),
    // hang: key of a queue; loc: words by which its rows are narrowed
    validateSearch: (search: Record<string, unknown>): { hang?: string; loc?: string } => ({
      hang: text(search['hang']),
      loc: text(search['loc']),
    }),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/ho-so/$id',
    component: lazyRouteComponent(() => import('../dossier/dossier-page.tsx'), 'DossierPage'),
    // hang: the queue it was opened from, whose dossiers follow one another
    validateSearch: (search: Record<string, unknown>): { hang?: string } => ({ hang: text(search['hang']) }),
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
