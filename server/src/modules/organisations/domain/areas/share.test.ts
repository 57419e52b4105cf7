import { expect, it } from 'vitest'
import { readShare } from './share.ts'

// Every wording of the table of July 2025, with its typing mistakes.
it.each<[string, string | null]>([
  ['Nhập toàn bộ', 'WHOLE/WHOLE'],
  ['Giữ nguyên', 'WHOLE/WHOLE'],
  ['Đổi tên', 'WHOLE/WHOLE'],
  ['Đổi loại hình', 'WHOLE/WHOLE'],
  ['Sắp xếp toàn bộ huyện Lý Sơn thành đặc khu Lý Sơn', 'WHOLE/WHOLE'],
  ['Sắp xếp toàn bộ xã Thổ Châu thành đặc khu Thổ Châu', 'WHOLE/WHOLE'],
  ['Nhập một phần', 'PART/PART'],
  ['Nhập một  phần', 'PART/PART'],
  ['Nhập một phần dân số', 'PART/PART'],
  ['Nhập toàn bộ diện tích', 'PART/PART'],
  ['Nhập một phần diện tích', 'PART/NONE'],
  ['Nhâp một phần diện tích', 'PART/NONE'],
  ['Nhập một phần  diện tích', 'PART/NONE'],
  ['Nhập một phần diện tích, toàn bộ dân số', 'PART/WHOLE'],
  ['Phần còn lại sau khi tách một phần vào xã Canh Vinh', 'PART/PART'],
  ['Đổi tên từ một phần Phường 15', 'PART/PART'],
  ['Đổi tên, đổi loại hình từ một phần thị trấn Lai Uyên', 'PART/PART'],
  ['', null],
  ['Nhập', null],
  ['toàn bộ', null],
  ['Xem phụ lục', null],
])('%j', (note, expected) => {
  const share = readShare(note)
  expect(share && `${share.share}/${share.people}`).toBe(expected)
})
