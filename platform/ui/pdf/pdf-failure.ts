import { sayBoth } from '../../../core/words.ts'
import { ApiError } from '../client.ts'
import { pdfRefusalWords } from './pdf.words.ts'

/** Why there is no PDF, in the shape in which pages show what a door refused. */
export const pdfFailure = (code: keyof typeof pdfRefusalWords, reason = ''): ApiError =>
  new ApiError({ code, message: sayBoth(pdfRefusalWords[code], { reason }), requestId: '—' }, 0)
