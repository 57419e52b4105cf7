/** Sheets about one dossier, each named as its template. */
export const DOSSIER_SHEETS = [
  'receipt',
  'supplement',
  'refusal',
  'apology',
  'stop',
  'control',
  'fee',
  'handover',
] as const

export type DossierSheet = (typeof DOSSIER_SHEETS)[number]
export type SheetKind = DossierSheet | 'register'

export type Paper = 'A4' | 'A5'

/** What is printed beside the facts of a sheet. */
export type SheetFrame = {
  kind: SheetKind
  paper: Paper
  preview: boolean
  /** Where the form is prescribed, in the footer. */
  form: string
  /** Version of the template: the first digits of its SHA-256. */
  template: string
  reissue: Reissue | null
  /** SVG, or '' for none. */
  qr: string
  barcode: string
}

export type Reissue = {
  issue: number
  reason: string
  /** Day of the issue that it takes the place of, dd/MM/yyyy. */
  replaced: string
  changes: readonly SheetChange[]
}

export type SheetChange = { name: string; before: string; after: string }

/** What a sheet says. A text that is not known is ''; the template then leaves a dotted line. */
export type SheetContent = {
  head: { above: string; agency: string; number: string; place: string; date: string }
  /** Code of the dossier, or its submission number while it has none; '' on a register. */
  code: string
  /** Laws it rests on, without "Căn cứ". */
  bases: readonly string[]
  facts: Readonly<Record<string, string>>
  rows: readonly (readonly string[])[]
  /** Address of the page that shows how far the dossier is, with its secret; '' for none. */
  trackingUrl: string
  /** What people type instead of it. */
  trackingSite: string
  trackingSecret: string
}

/** All that a template gets. */
export type Sheet = SheetFrame & SheetContent

type SheetKnown = {
  name: string
  form: string
  /** Symbol behind its number (domain.md 1.3.2); null: it has no number. */
  symbol: string | null
  /** Whether it is addressed to the applicant, who may then read it. */
  forApplicant: boolean
  papers: readonly Paper[]
}

const circular = (number: string) => `Mẫu số ${number}, Thông tư số 03/2025/TT-VPCP`
const BOTH = ['A4', 'A5'] as const

export const SHEETS: Readonly<Record<SheetKind, SheetKnown>> = {
  receipt: {
    name: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    form: circular('01'),
    symbol: 'TNHS',
    forApplicant: true,
    papers: BOTH,
  },
  supplement: {
    name: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    form: circular('02'),
    symbol: 'HDHS',
    forApplicant: true,
    papers: BOTH,
  },
  refusal: {
    name: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
    form: circular('03'),
    symbol: 'TCHS',
    forApplicant: true,
    papers: BOTH,
  },
  apology: {
    name: 'Văn bản xin lỗi và đề nghị gia hạn',
    form: circular('04'),
    symbol: 'PXL',
    forApplicant: true,
    papers: BOTH,
  },
  stop: {
    name: 'Thông báo dừng giải quyết hồ sơ',
    form: circular('05'),
    symbol: 'TBDHS',
    forApplicant: true,
    papers: BOTH,
  },
  control: {
    name: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    form: circular('06'),
    symbol: null,
    forApplicant: false,
    papers: BOTH,
  },
  // Thirteen columns do not fit a smaller page.
  register: {
    name: 'Sổ theo dõi hồ sơ',
    form: circular('07'),
    symbol: null,
    forApplicant: false,
    papers: ['A4'],
  },
  fee: {
    name: 'Biên lai thu tiền phí, lệ phí',
    form: 'Biên lai thu phí, lệ phí',
    // Its number is that of the book of receipts.
    symbol: null,
    forApplicant: true,
    papers: BOTH,
  },
  handover: {
    name: 'Phiếu bàn giao kết quả giải quyết thủ tục hành chính',
    form: 'Phiếu bàn giao kết quả',
    symbol: 'BGKQ',
    forApplicant: true,
    papers: BOTH,
  },
}
