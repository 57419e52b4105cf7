/** The electronic form, drawn once for React and Preact. See README.md. */
export { FilePicker } from './file-input.tsx'
export { FormView } from './form-view.tsx'
export { answerAt, escapeKey, withAnswer, withFirstRows } from './pointers.ts'
export type {
  AnswerSource,
  FieldChange,
  FileAnswer,
  FileDesk,
  FormViewProps,
  Place,
  PlaceSource,
} from './types.ts'
