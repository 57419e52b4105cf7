/** National statuses of a dossier (`TrangThaiHoSo`, domain.md 3.2), the same in the server and on every screen. */

export const STATUS = {
  submitted: 1,
  accepted: 2,
  refused: 3,
  processing: 4,
  supplement: 5,
  payment: 6,
  withdrawn: 7,
  stopped: 8,
  finished: 9,
  handedOver: 10,
} as const

export type Status = (typeof STATUS)[keyof typeof STATUS]

export const STATUS_NAMES: Record<Status, { vi: string; en: string }> = {
  1: { vi: 'Mới đăng ký', en: 'Submitted' },
  2: { vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { vi: 'Không được tiếp nhận', en: 'Refused at reception' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Waiting for the applicant' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Waiting for payment' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Result available' },
  10: { vi: 'Đã trả kết quả', en: 'Handed over' },
}

/** Whether somebody still has to work at the dossier: it has no result, and was not refused, withdrawn or stopped. */
export const isUnderWay = (status: number): boolean => UNDER_WAY.includes(status)

const UNDER_WAY: readonly number[] = [
  STATUS.submitted,
  STATUS.accepted,
  STATUS.processing,
  STATUS.supplement,
  STATUS.payment,
]
