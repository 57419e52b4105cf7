import { IconVersions } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/chuyen-phien-ban',
    component: lazyRouteComponent(() => import('./migrations-page.tsx'), 'MigrationsPage'),
    // thuTuc: code of a procedure whose dossiers are to be looked at
    validateSearch: ({ thuTuc }: Record<string, unknown>): { thuTuc?: string } =>
      typeof thuTuc === 'string' && thuTuc ? { thuTuc: thuTuc.slice(0, 40) } : {},
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/chuyen-phien-ban/$id',
    component: lazyRouteComponent(() => import('./order-page.tsx'), 'OrderPage'),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/quan-tri/chuyen-phien-ban',
    label: 'Chuyển phiên bản',
    icon: IconVersions,
    section: 'admin',
    needs: 'dossiers.migrate',
  },
]
