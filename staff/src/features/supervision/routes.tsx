import { IconChartBar, IconMoodSmile } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/giam-sat',
    component: lazyRouteComponent(() => import('./supervision-page.tsx'), 'SupervisionPage'),
    // tu, den: first and last day of the period; donVi: an agency, `tinh` for all
    validateSearch: ({
      tu,
      den,
      donVi,
    }: Record<string, unknown>): { tu?: string; den?: string; donVi?: string } => ({
      tu: day(tu),
      den: day(den),
      donVi: typeof donVi === 'string' ? donVi : undefined,
    }),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/can-bo/giam-sat/hai-long',
    component: lazyRouteComponent(() => import('./ratings-page.tsx'), 'RatingsPage'),
    validateSearch: ({ nam }: Record<string, unknown>): { nam?: number } =>
      Number.isInteger(nam) && Number(nam) >= 2000 && Number(nam) <= 2100 ? { nam: Number(nam) } : {},
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/can-bo/giam-sat',
    label: 'Giám sát',
    icon: IconChartBar,
    section: 'work',
    needs: 'dossiers.workloads',
  },
  {
    to: '/can-bo/giam-sat/hai-long',
    label: 'Mức độ hài lòng',
    icon: IconMoodSmile,
    section: 'work',
    needs: 'feedback.read',
  },
]
