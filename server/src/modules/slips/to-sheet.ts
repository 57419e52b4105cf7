import { code128Svg, qrSvg } from './codes.ts'
import {
  type Paper,
  type Reissue,
  SHEETS,
  type Sheet,
  type SheetContent,
  type SheetKind,
} from './domain/sheet.ts'

/** The whole of what a template gets: content, frame, QR code and barcode. */
export function toSheet(made: {
  kind: SheetKind
  paper: Paper
  content: SheetContent
  template: string
  reissue: Reissue | null
  preview: boolean
}): Sheet {
  const { kind, paper, content, template, reissue, preview } = made
  return {
    ...content,
    kind,
    paper,
    preview,
    template,
    reissue,
    form: SHEETS[kind].form,
    qr: content.trackingUrl === '' ? '' : qrSvg(content.trackingUrl),
    barcode: content.code === '' ? '' : code128Svg(content.code),
  }
}
