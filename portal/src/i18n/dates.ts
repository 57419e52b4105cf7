import { both } from './both.ts'

/** Days that are typed in. */
export const DATES = both(
  {
    hint: 'Ngày/tháng/năm, ví dụ 25/11/2026',
    wrong: (label: string) => `“${label}” phải là ngày có thật, viết dạng ngày/tháng/năm, ví dụ 25/11/2026.`,
  },
  {
    hint: 'Day/month/year, for example 25/11/2026',
    wrong: (label: string) =>
      `“${label}” must be a real date written day/month/year, for example 25/11/2026.`,
  },
)
