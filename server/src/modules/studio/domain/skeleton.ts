import type { Parts } from './parts.ts'

/** What a new procedure begins with: the one-stop way from the desk to the result, to be filled in. */
export function skeletonOf(given: { code: string; name: string; unitKind: string; today: string }): Parts {
  const { code, name } = given
  return {
    procedure: procedureSkeleton(given),
    form: formSkeleton(code, name),
    process: processSkeleton(name),
    cases: [
      {
        name: 'giải quyết đúng hạn',
        script: ['tiep_nhan', 'tham_dinh', 'ky', 'vao_so'].map((complete) => ({ complete })),
        expect: { path: ['tiep_nhan', 'tham_dinh', 'ky', 'vao_so'] },
      },
      {
        name: 'lãnh đạo trả lại một lần',
        script: [
          { complete: 'tiep_nhan' },
          { complete: 'tham_dinh' },
          { complete: 'ky', outcome: 'tralai' },
          { complete: 'tham_dinh' },
          { complete: 'ky' },
          { complete: 'vao_so' },
        ],
        expect: { path: ['tiep_nhan', 'tham_dinh', 'ky', 'tham_dinh', 'ky', 'vao_so'] },
      },
    ],
  }
}

/** The package of a procedure that nobody has described yet. @param given `today` is `YYYY-MM-DD` */
export function procedureSkeleton({
  code,
  name,
  unitKind,
  today,
}: {
  code: string
  name: string
  unitKind: string
  today: string
}): Record<string, unknown> {
  const level = unitKind === 'commune' ? 'commune' : 'province'
  return {
    code,
    name: { vi: name },
    sector: '',
    levels: [level],
    online: 'partial',
    validFrom: today,
    channels: [{ channel: 'desk' }, { channel: 'online' }],
    cases: [
      {
        key: 'thongThuong',
        name: { vi: 'Trường hợp thông thường', en: 'Ordinary case' },
        limit: { value: 5, unit: 'workingDays' },
      },
    ],
    papers: [],
    fees: [],
    results: [],
    competence: { level },
    crossBoundary: false,
    clock: { mode: 'RESTART' },
    goldenCases: [],
  }
}

function formSkeleton(code: string, name: string) {
  return {
    key: `tt-${code.toLowerCase()}`,
    title: { vi: `Tờ khai: ${name}`, en: `Application: ${name}` },
    sections: [
      {
        key: 'nguoiYeuCau',
        title: { vi: 'Người yêu cầu', en: 'Applicant' },
        fields: [
          {
            key: 'hoTen',
            type: 'text',
            label: { vi: 'Họ và tên', en: 'Full name' },
            required: true,
            maxLength: 200,
            autocomplete: 'name',
          },
          {
            key: 'dienThoai',
            type: 'phone',
            label: { vi: 'Số điện thoại', en: 'Telephone' },
            required: true,
            autocomplete: 'tel',
          },
        ],
      },
      {
        key: 'noiDung',
        title: { vi: 'Nội dung đề nghị', en: 'Request' },
        fields: [
          {
            key: 'noiDung',
            type: 'multiline',
            label: { vi: 'Nội dung đề nghị', en: 'What is requested' },
            required: true,
          },
        ],
      },
    ],
  }
}

// Drawn from left to right; the way back lies under the line.
const STEPS = [
  { id: 'tiep_nhan', name: 'Kiểm tra, chuyển hồ sơ', roles: 'tiepnhan', unit: 'receiving', hours: 4, x: 240 },
  { id: 'tham_dinh', name: 'Thẩm định hồ sơ', roles: 'chuyenvien', unit: 'competent', hours: 24, x: 400 },
  {
    id: 'ky',
    name: 'Ký duyệt kết quả',
    roles: 'lanhdao',
    unit: 'competent',
    hours: 8,
    outcomes: 'duyet:Ký duyệt;tralai:Trả lại người thẩm định',
    x: 560,
  },
  { id: 'vao_so', name: 'Đóng dấu, vào sổ', roles: 'vanthu', unit: 'competent', hours: 4, x: 800 },
] as const

const FLOWS = [
  {
    id: 'f_bat_dau',
    from: 'bat_dau',
    to: 'tiep_nhan',
    points: [
      [196, 140],
      [240, 140],
    ],
  },
  {
    id: 'f_tham_dinh',
    from: 'tiep_nhan',
    to: 'tham_dinh',
    points: [
      [340, 140],
      [400, 140],
    ],
  },
  {
    id: 'f_trinh',
    from: 'tham_dinh',
    to: 'ky',
    points: [
      [500, 140],
      [560, 140],
    ],
  },
  {
    id: 'f_ket_luan',
    from: 'ky',
    to: 'ket_luan',
    points: [
      [660, 140],
      [705, 140],
    ],
  },
  {
    id: 'f_tra_lai',
    name: 'Trả lại',
    from: 'ket_luan',
    to: 'tham_dinh',
    when: 'outcome = "tralai"',
    points: [
      [730, 165],
      [730, 240],
      [450, 240],
      [450, 180],
    ],
  },
  {
    id: 'f_duyet',
    name: 'Duyệt',
    from: 'ket_luan',
    to: 'vao_so',
    points: [
      [755, 140],
      [800, 140],
    ],
  },
  {
    id: 'f_xong',
    from: 'vao_so',
    to: 'xong',
    points: [
      [900, 140],
      [952, 140],
    ],
  },
] as const

function processSkeleton(name: string): string {
  const tasks = STEPS.map(
    (s) =>
      `    <userTask id="${s.id}" name="${s.name}" motcua:roles="${s.roles}" motcua:unit="${s.unit}" motcua:hours="${s.hours}"${'outcomes' in s ? ` motcua:outcomes="${s.outcomes}"` : ''} />`,
  )
  const flows = FLOWS.map((f) => {
    const head = `    <sequenceFlow id="${f.id}"${'name' in f ? ` name="${f.name}"` : ''} sourceRef="${f.from}" targetRef="${f.to}"`
    return 'when' in f
      ? `${head}><conditionExpression>${f.when}</conditionExpression></sequenceFlow>`
      : `${head} />`
  })
  const shapes = [
    shape('bat_dau', 160, 122, 36, 36),
    ...STEPS.map((s) => shape(s.id, s.x, 100, 100, 80)),
    shape('ket_luan', 705, 115, 50, 50),
    shape('xong', 952, 122, 36, 36),
  ]
  const edges = FLOWS.map(
    (f) =>
      `      <bpmndi:BPMNEdge id="${f.id}_di" bpmnElement="${f.id}">${f.points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('')}</bpmndi:BPMNEdge>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:motcua="urn:motcua:bpmn:1" id="quy_trinh_moi" targetNamespace="urn:motcua:process">
  <process id="quy_trinh" name="${escapeXml(name)}" isExecutable="true">
    <startEvent id="bat_dau" name="Đã tiếp nhận" />
${tasks.join('\n')}
    <exclusiveGateway id="ket_luan" name="Lãnh đạo duyệt?" default="f_duyet" />
    <endEvent id="xong" name="Có kết quả" />
${flows.join('\n')}
  </process>
  <bpmndi:BPMNDiagram id="so_do">
    <bpmndi:BPMNPlane id="mat_bang" bpmnElement="quy_trinh">
${[...shapes, ...edges].join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</definitions>
`
}

function shape(id: string, x: number, y: number, width: number, height: number): string {
  return `      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
