import type { IconName } from './ui/icon.tsx'

/** An event in somebody's life or work, and the procedures that go with it, by national code, most asked first. */
export type LifeEvent = {
  slug: string
  icon: IconName
  name: { vi: string; en: string }
  codes: readonly string[]
}

export const LIFE_EVENTS: readonly LifeEvent[] = [
  {
    slug: 'co-con-nho',
    icon: 'baby',
    name: { vi: 'Có con nhỏ', en: 'Having a child' },
    codes: ['1.001193', '2.000986', '2.001023', '2.000635', '1.001022', '1.014062', '2.001263', '2.000693'],
  },
  {
    slug: 'ket-hon',
    icon: 'rings',
    name: { vi: 'Kết hôn', en: 'Getting married' },
    codes: ['1.000894', '1.004873', '2.000554', '1.004222'],
  },
  {
    slug: 'nha-o-xay-dung',
    icon: 'house',
    name: { vi: 'Xây, sửa nhà', en: 'Building a house' },
    codes: ['1.013225', '1.013229', '1.013978'],
  },
  {
    slug: 'dat-dai',
    icon: 'map',
    name: { vi: 'Đất đai', en: 'Land' },
    codes: ['1.013831', '1.012783', '1.013978', '1.012784', '1.012796', '1.012812', '1.011443'],
  },
  {
    slug: 'kinh-doanh',
    icon: 'shop',
    name: { vi: 'Mở cửa hàng, kinh doanh', en: 'Starting a business' },
    codes: ['1.001612', '2.000620', '2.000720', '1.001570', '1.001266', '2.001583', '2.002043', '1.001777'],
  },
  {
    slug: 'chung-thuc-giay-to',
    icon: 'paper',
    name: { vi: 'Sao y, chứng thực', en: 'Certified copies' },
    codes: ['2.000815', '2.000884', '2.000908', '2.001035', '2.000635'],
  },
  {
    slug: 'hoc-tap',
    icon: 'school',
    name: { vi: 'Đi học, chuyển trường', en: 'School' },
    codes: ['2.002481', '2.000908'],
  },
  {
    slug: 'nguoi-cao-tuoi',
    icon: 'elder',
    name: { vi: 'Người cao tuổi', en: 'Old age' },
    codes: ['1.014027', '1.001939', '2.001019'],
  },
  {
    slug: 'nguoi-than-qua-doi',
    icon: 'candle',
    name: { vi: 'Người thân qua đời', en: 'A death in the family' },
    codes: ['1.000656', '1.003197', '1.013831'],
  },
]
