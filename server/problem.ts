import type { TextKey, TextValues } from './language/text.ts'

/** What is wrong with one field of what a person sent, as a text of the catalogue; shown beside that field. */
export type Problem = { field: string; text: TextKey; values?: TextValues }

/** The request as a whole cannot be served: what one may not see is 404, what one may see but not do is 403. */
export class Rejected extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503
  readonly text: TextKey
  readonly values: TextValues | undefined

  constructor(status: Rejected['status'], text: TextKey, values?: TextValues) {
    super(`${status} ${text}`)
    this.status = status
    this.text = text
    this.values = values
  }
}
