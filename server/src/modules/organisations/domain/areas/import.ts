import { readConversionTable } from './conversion-table.ts'
import { type AreaHistory, buildHistory } from './history.ts'
import type { Damage } from './json-records.ts'
import { matchRows } from './match.ts'
import { readCurrentUnits, readFormerUnits } from './unit-files.ts'

/** The texts of the three files. */
export type AreaFiles = { current: string; former: string; conversion: string }

/** A line of one of the files and what is to be said about it. */
export type FileNote = Damage & { file: keyof AreaFiles }

export type AreaReading = {
  history: AreaHistory
  counts: {
    provinces: number
    communes: number
    formerProvinces: number
    formerDistricts: number
    formerCommunes: number
    conversionRows: number
    headings: number
    whole: number
    part: number
  }
  /** Lines that cannot be read: nothing is imported unless the person insists. */
  damages: FileNote[]
  corrected: FileNote[]
  notUnderstood: FileNote[]
}

/** Reads the files of administrative units into one history. Pure; the texts are some 4 MB. */
export function readAreaFiles(files: AreaFiles): AreaReading {
  const current = readCurrentUnits(files.current)
  const former = readFormerUnits(files.former)
  const table = readConversionTable(files.conversion)
  const matching = matchRows(table.rows, former.units, current.units)
  const count = (units: readonly { level: number }[], level: number) =>
    units.filter((u) => u.level === level).length
  const shares = matching.matched.map((m) => m.row.share.share)
  const from = (file: keyof AreaFiles, notes: readonly Damage[]): FileNote[] =>
    notes.map((note) => ({ file, ...note }))
  const tableDamages = [...table.damages, ...matching.damages].sort((a, b) => a.line - b.line)
  return {
    history: buildHistory(former.units, current.units, matching.matched),
    counts: {
      provinces: count(current.units, 1),
      communes: count(current.units, 3),
      formerProvinces: count(former.units, 1),
      formerDistricts: count(former.units, 2),
      formerCommunes: count(former.units, 3),
      conversionRows: table.rows.length,
      headings: table.headings,
      whole: shares.filter((s) => s === 'WHOLE').length,
      part: shares.filter((s) => s === 'PART').length,
    },
    damages: [
      ...from('current', current.damages),
      ...from('former', former.damages),
      ...from('conversion', tableDamages),
    ],
    corrected: from('conversion', matching.corrected),
    notUnderstood: from('conversion', matching.notUnderstood),
  }
}
