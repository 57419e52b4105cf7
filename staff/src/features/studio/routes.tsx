import { IconFileDescription } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

const TABS = ['thong-tin', 'bieu-mau', 'quy-trinh', 'cong-bo'] as const

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri',
    component: lazyRouteComponent(() => import('./drafts/drafts-page.tsx'), 'DraftsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/thu-tuc/$id',
    component: lazyRouteComponent(() => import('./draft/draft-page.tsx'), 'DraftPage'),
    validateSearch: ({ phan, o }: Record<string, unknown>): { phan?: (typeof TABS)[number]; o?: string } => {
      const tab = TABS.find((name) => name === phan)
      return { ...(tab && { phan: tab }), ...(typeof o === 'string' && { o }) }
    },
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/quan-tri',
    label: 'Soạn thủ tục',
    icon: IconFileDescription,
    section: 'admin',
    needs: 'catalogue.author',
  },
]
