import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readCases } from './cases.ts'
import { readTraces, XesError, type XesTrace } from './xes.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-xes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(content: string | Buffer, name = 'log.xes'): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function traces(path: string): Promise<XesTrace[]> {
  const found: XesTrace[] = []
  for await (const trace of readTraces(path)) found.push(trace)
  return found
}

const LOG = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <string key="creator" value="test"><int key="nested" value="1"/></string>
  <trace>
    <string key="concept:name" value="Hồ sơ &amp; 1"/>
    <string key="outer" value="o"><string key="inner" value="i"/></string>
    <list key="many"><values><string key="item" value="x"/></values></list>
    <event>
      <string key="concept:name" value="A"/>
      <date key="time:timestamp" value="2024-01-02T08:00:00.000+07:00"/>
    </event>
    <event><string key="concept:name" value="B"/><date key="time:timestamp" value="2024-01-02T09:00:00Z"/></event>
  </trace>
  <trace><string key="concept:name" value="2"/></trace>
</log>`

describe('readTraces', () => {
  it('reads traces and events with their attributes, without nested ones', async () => {
    const [first, second] = await traces(file(LOG))
    expect(Object.fromEntries(first!.attributes)).toEqual({ 'concept:name': 'Hồ sơ & 1', outer: 'o' })
    expect(first!.events.map((e) => e.attributes.get('concept:name'))).toEqual(['A', 'B'])
    expect([first!.line, first!.events[1]!.line, second!.line, second!.events]).toEqual([6, 14, 16, []])
  })

  it('reads the same from a packed file, whatever the pieces it comes in', async () => {
    const many = LOG.replace(
      '</log>',
      `${'<trace><string key="k" value="Đắk Lắk"/></trace>\n'.repeat(20_000)}</log>`,
    )
    const read = await traces(file(gzipSync(many), 'log.xes.gz'))
    expect(read).toHaveLength(20_002)
    expect(new Set(read.slice(2).map((t) => t.attributes.get('k')))).toEqual(new Set(['Đắk Lắk']))
  })

  it.each<[string, string | Buffer, string, RegExp]>([
    ['cut off', LOG.slice(0, 700), 'a.xes', /^Dòng 1\d: tệp không phải XML đúng/],
    ['torn', LOG.replace('</event>', '</evnt>'), 'b.xes', /^Dòng 13: tệp không phải XML đúng/],
    ['no log', '<html></html>', 'c.xes', /^Dòng 1: phần tử gốc là <html>, không phải <log>/],
    ['empty', '', 'd.xes', /^Dòng 1: tệp rỗng/],
    ['no gzip', LOG, 'e.xes.gz', /không giải nén được/],
    ['half a gzip', gzipSync(LOG).subarray(0, 200), 'f.xes.gz', /không giải nén được/],
    ['a gzip without its name', gzipSync(LOG), 'g.xes', /^Dòng 1: /],
    ['Latin 1', Buffer.from(LOG.replace('Hồ sơ', 'H\xf4'), 'latin1'), 'h.xes', /không phải UTF-8/],
    [
      'DOCTYPE',
      LOG.replace('<log', '<!DOCTYPE log [<!ENTITY a "b">]>\n<log'),
      'i.xes',
      /^Dòng 2: tệp có DOCTYPE/,
    ],
    ['loose event', LOG.replace('<trace>', '<event/><trace>'), 'j.xes', /^Dòng 6: có sự kiện đứng ngoài/],
    ['no key', LOG.replace('key="outer" ', ''), 'k.xes', /^Dòng 8: <string> thiếu thuộc tính key/],
    [
      'unknown',
      LOG.replace('<event>', '<activity/><event>'),
      'l.xes',
      /^Dòng 10: không hiểu phần tử <activity>/,
    ],
  ])('refuses in one sentence: %s', async (_what, content, name, message) => {
    const error = await traces(file(content, name)).catch((e) => e)
    expect(error).toBeInstanceOf(XesError)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('\n')
  })

  it('names a file that is not there, and a folder', async () => {
    await expect(traces(join(folder, 'none.xes'))).rejects.toThrow(/^Không có tệp /)
    await expect(traces(folder)).rejects.toThrow(/là thư mục/)
  })
})

describe('readCases', () => {
  const trace = (inner: string) => `<log><trace>${inner}</trace></log>`
  const event = (at: string, rest = '<string key="concept:name" value="A"/>') =>
    `<event>${rest}<date key="time:timestamp" value="${at}"/></event>`

  it.each<[string, string, Record<string, string>, RegExp]>([
    ['no case', '<log></log>', {}, /không có hồ sơ/],
    ['no event', trace(''), {}, /^Dòng 1: hồ sơ không có sự kiện nào/],
    ['no name', trace(event('2024-01-02T08:00:00Z', '')), {}, /^Dòng 1: sự kiện không có concept:name/],
    [
      'no time',
      trace('<event><string key="concept:name" value="A"/></event>'),
      {},
      /không có time:timestamp/,
    ],
    ['no zone', trace(event('2024-01-02T08:00:00')), {}, /không phải thời điểm có múi giờ/],
    ['no such day', trace(event('2024-13-02T08:00:00Z')), {}, /không phải thời điểm có múi giờ/],
    ['a name that nobody has', trace(event('2024-01-02T08:00:00Z')), { deadline: 'han' }, /thuộc tính han;/],
  ])('refuses %s', async (_what, content, attributes, message) => {
    await expect(readCases(file(content), attributes)).rejects.toThrow(message)
  })

  it('puts steps in order of time, leaves out other transitions, and knows channels', async () => {
    const of = (transition: string, name: string) =>
      `<string key="concept:name" value="${name}"/><string key="lifecycle:transition" value="${transition}"/>`
    const content = trace(
      `<string key="kenh" value="E-mail"/>${event('2024-01-02T10:00:00Z', of('complete', 'B'))}${event('2024-01-02T08:00:00Z', of('COMPLETE', 'A'))}${event('2024-01-02T07:00:00Z', of('start', 'A'))}`,
    )
    const { cases, otherEvents } = await readCases(file(content), { channel: 'kenh' })
    expect(cases[0]!.steps.map((s) => s.activity)).toEqual(['A', 'B'])
    expect([cases[0]!.channel, otherEvents]).toEqual(['online', 1])
    expect([cases[0]!.startAt, cases[0]!.endAt]).toEqual([
      new Date('2024-01-02T08:00:00Z'),
      new Date('2024-01-02T10:00:00Z'),
    ])
  })
})
