import type { ProcedurePackage } from '../contract.ts'

/** Copy certification, with the facts of domain.md 9.2 (procedure 6): for the tests of this module. */
export const copyCertification: ProcedurePackage = {
  code: '2.000815',
  name: { vi: 'Chứng thực bản sao từ bản chính', en: 'Certification of copies' },
  sector: 'Chứng thực',
  levels: ['commune'],
  decision: '3152/QĐ-BTP',
  keywords: ['sao y'],
  online: 'partial',
  validFrom: '2026-01-01',
  channels: [{ channel: 'desk' }, { channel: 'online', note: 'Nhận bản sao điện tử có ký số.' }],
  cases: [
    { key: 'giayTo', name: { vi: 'Giấy tờ thông thường' }, limit: { value: 1, unit: 'workingDays' } },
    {
      key: 'mienPhi',
      name: { vi: 'Người có công được miễn phí' },
      limit: { value: 1, unit: 'workingDays' },
      papers: ['banChinh'],
      fees: [],
      when: 'nguoiCoCong = true',
    },
  ],
  papers: [
    {
      key: 'banChinh',
      name: { vi: 'Bản chính giấy tờ, văn bản' },
      originals: 1,
      copies: 0,
      mandatory: true,
      presentOnly: true,
    },
    {
      key: 'giayUyQuyen',
      name: { vi: 'Giấy uỷ quyền' },
      originals: 1,
      copies: 0,
      mandatory: 'uyQuyen = true',
      digitise: true,
    },
  ],
  fees: [
    {
      key: 'phiChungThuc',
      name: { vi: 'Phí chứng thực' },
      collectedAt: 'reception',
      rule: 'if soTrang <= 2 then 2000 * soTrang * soBan else min(4000 + 1000 * (soTrang - 2), 200000) * soBan',
      reason: '2.000 đồng/trang, từ trang thứ ba 1.000 đồng/trang, tối đa 200.000 đồng/bản.',
    },
  ],
  results: [{ code: 'KQ.G15.000021', name: 'Bản sao được chứng thực' }],
  legalBases: [{ number: '23/2015/NĐ-CP', name: 'Nghị định về chứng thực' }],
  competence: { level: 'commune' },
  crossBoundary: true,
  clock: { mode: 'RESUME' },
  goldenCases: [
    {
      case: 'giayTo',
      body: {
        procedureCode: '2.000815',
        caseKey: 'giayTo',
        channel: 'desk',
        receivingUnit: 'songhinh',
        applicant: { name: 'Nguyễn Văn Mẫu', idNumber: '066000000001' },
        answers: { soTrang: 4, soBan: 2 },
        papers: [{ key: 'banChinh', originals: 1 }],
        delivery: { method: 'counter' },
      },
    },
  ],
}

const words = (vi: string, en: string) => ({ vi, en })

/** The form of copy certification: every answer its rules name. */
export const copyForm = {
  key: 'sao-y',
  title: words('Chứng thực bản sao', 'Certification of copies'),
  sections: [
    {
      key: 'chung',
      title: words('Thông tin chung', 'General'),
      fields: [
        { key: 'soTrang', type: 'integer', label: words('Số trang', 'Pages'), required: true, min: 1 },
        { key: 'soBan', type: 'integer', label: words('Số bản', 'Copies'), required: true, min: 1 },
        { key: 'nguoiCoCong', type: 'boolean', label: words('Người có công', 'Person of merit') },
        { key: 'uyQuyen', type: 'boolean', label: words('Uỷ quyền', 'By proxy') },
      ],
    },
  ],
}

const [original, proxy] = copyCertification.papers
const [fee] = copyCertification.fees
const { mandatory: _, ...proxyPaper } = proxy!
const { rule: __, ...feeByTable } = fee!

/** Copy certification with decision tables for its fee and papers. */
export const withTables: ProcedurePackage = {
  ...copyCertification,
  papers: [original!, proxyPaper],
  paperTable: {
    hit: 'COLLECT',
    inputs: [{ feel: 'uyQuyen', label: { vi: 'Uỷ quyền' } }],
    rows: [{ when: ['true'], then: ['giayUyQuyen'], reason: { vi: 'Nộp thay.' } }],
  },
  fees: [
    {
      ...feeByTable,
      table: {
        hit: 'UNIQUE',
        inputs: [{ feel: 'soTrang', label: { vi: 'Số trang' } }],
        rows: [
          { when: ['<= 2'], then: '2000 * soTrang * soBan', reason: { vi: '2.000 đồng mỗi trang.' } },
          {
            when: ['> 2'],
            then: 'min(4000 + 1000 * (soTrang - 2), 200000) * soBan',
            reason: { vi: 'Từ trang thứ ba 1.000 đồng.' },
          },
        ],
      },
    },
  ],
  goldenCases: [],
}
