import { nfc } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'

/** What may be attached: media type -> file name endings that fit it. */
const ACCEPTED: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/tiff': ['tif', 'tiff'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/x-cfb': ['doc', 'xls'],
  'text/plain': ['txt'],
}

/** How many first bytes are needed to recognise a type. */
export const HEAD_BYTES = 4100

const EXTENSION = /\.([a-z0-9]{1,8})$/i

/**
 * Checks what the bytes are against what the file says it is.
 * @param sniffed media type recognised from the content, null when none was
 * @returns the media type to keep
 * @throws 422 `file.empty`, `file.type_refused` or `file.not_what_it_says`
 */
export function checkType(name: string, sniffed: string | null, head: Buffer, size: number): string {
  if (size === 0) throw unprocessable('file.empty', 'Tệp này rỗng; hãy chọn lại tệp.')
  const extension = EXTENSION.exec(name)?.[1]?.toLowerCase()
  const type = sniffed ?? (isPlainText(head) ? 'text/plain' : null)
  if (!type || !ACCEPTED[type]) {
    throw unprocessable(
      'file.type_refused',
      'Loại tệp này không nhận được; hãy gửi PDF, ảnh (JPG, PNG, TIFF, WEBP, HEIC) hoặc văn bản (DOCX, XLSX, ODT).',
    )
  }
  if (extension && !ACCEPTED[type].includes(extension) && !isTextFile(type, extension)) {
    throw unprocessable(
      'file.not_what_it_says',
      `Nội dung tệp không đúng với đuôi .${extension} của tên; hãy lưu lại đúng định dạng rồi gửi.`,
    )
  }
  return type
}

/** A file name that is safe to show and to send back: no path, no control characters, at most 200 characters. */
export function cleanFileName(name: string): string {
  const last = nfc(name.slice(-1000)).split(/[\\/]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}"]/gu, '').trim()
  return (clean || 'tep').slice(-200)
}

const isPlainText = (head: Buffer): boolean => {
  const text = new TextDecoder('utf-8').decode(head)
  return !/[^\P{Cc}\t\n\r]/u.test(text) && !/^\s*<(\?xml|!doctype|html|svg|script)/i.test(text)
}

// Plain text has no mark of its own: a name that promises a recognisable format is a lie.
const isTextFile = (type: string, extension: string) =>
  type === 'text/plain' && ['txt', 'csv', 'md'].includes(extension)
