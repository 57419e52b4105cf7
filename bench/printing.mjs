// Papers without database: one receipt after the other, and a print of 500 in one file.
import { dossierSheet } from '../server/dist/src/modules/slips/domain/dossier-sheets.js'
import { openRenderer } from '../server/dist/src/modules/slips/render.js'
import { sampleDossier, sampleIssue } from '../server/dist/src/modules/slips/testing/sample-dossier.js'
import { toSheet } from '../server/dist/src/modules/slips/to-sheet.js'

const AT = new Date('2026-01-05T01:30:00Z')

/** @returns {Promise<{key: string, name: string, value: number, unit: string, goal: number}[]>} */
export async function measurePrinting(count = 100) {
  const renderer = await openRenderer()
  const receipt = (i) => {
    const dossier = sampleDossier({ code: `H15.61-260105-${String(i).padStart(4, '0')}` })
    return toSheet({
      kind: 'receipt',
      paper: 'A4',
      content: dossierSheet('receipt', dossier, sampleIssue({ line: String(i) })),
      template: renderer.templateOf('receipt'),
      reissue: null,
      preview: false,
    })
  }
  const print = (sheets) => ({ title: 'In', author: 'Motcua', at: AT, sheets })
  for (let i = 0; i < 20; i++) renderer.render(print([receipt(i)]))
  const times = []
  for (let i = 0; i < count; i++) {
    const started = performance.now()
    renderer.render(print([receipt(i)]))
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const many = Array.from({ length: 500 }, (_, i) => receipt(i))
  const started = performance.now()
  const pdf = await renderer.renderAside(print(many))
  const seconds = (performance.now() - started) / 1000
  return [
    { key: 'slip', name: 'a receipt as PDF/A', value: times[count >> 1], unit: 'ms', goal: 15 },
    {
      key: 'slips',
      name: `500 receipts in one file (${(pdf.length / 1e6).toFixed(1)} MB)`,
      value: seconds,
      unit: 's',
      goal: 30,
    },
  ]
}
