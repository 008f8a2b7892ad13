export type Search = { name: string; programmeId: string | undefined; everybody: boolean }

type Searchable = { firstName: string; lastName: string; enrolments: readonly { programmeId: string }[] }

/** Those whose name holds every word that was sought, å and a alike, among those enrolled or everybody. */
export function whoFits<Row extends Searchable>(rows: readonly Row[], search: Search): Row[] {
  const words = plain(search.name).split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const name = plain(`${row.firstName} ${row.lastName}`)
    return (
      words.every((word) => name.includes(word)) &&
      (search.everybody || row.enrolments.length > 0) &&
      (search.programmeId === undefined ||
        row.enrolments.some((enrolment) => enrolment.programmeId === search.programmeId))
    )
  })
}

/** A text as it is compared: å and a alike, and no matter which letters are large. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
