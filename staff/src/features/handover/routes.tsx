import { IconWritingSign } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/tra-ket-qua',
    component: lazyRouteComponent(() => import('./handover.tsx'), 'HandoverPage'),
    validateSearch: (search: Record<string, unknown>): { ma?: string; hoSo?: string } => ({
      ...(typeof search['ma'] === 'string' && { ma: search['ma'] }),
      ...(typeof search['hoSo'] === 'string' && { hoSo: search['hoSo'] }),
    }),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/tra-ket-qua',
    label: 'Trả kết quả',
    icon: IconWritingSign,
    section: 'desk',
    needs: 'desk.hand_over',
    keys: 'F3',
  },
]
