import { IconFileSpreadsheet, IconScan } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/tiep-nhan',
    component: lazyRouteComponent(() => import('./intake.tsx'), 'IntakePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/nhan-danh-sach',
    component: lazyRouteComponent(() => import('./group.tsx'), 'GroupPage'),
    // danhSach: id of a list that was read
    validateSearch: (search: Record<string, unknown>): { danhSach?: string } =>
      typeof search['danhSach'] === 'string' ? { danhSach: search['danhSach'] } : {},
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/tiep-nhan',
    label: 'Tiếp nhận hồ sơ',
    icon: IconScan,
    section: 'desk',
    needs: 'desk.receive',
    keys: 'F2',
  },
  {
    to: '/can-bo/nhan-danh-sach',
    label: 'Nhận theo danh sách',
    icon: IconFileSpreadsheet,
    section: 'desk',
    needs: 'desk.receive',
  },
]
