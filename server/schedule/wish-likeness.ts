import { plain } from '../people/search.ts'

/** Wishes that share a word, and the group they seem to belong in, if there is one. */
export type Likeness = { name: string; groupId: string | null; wishIds: string[] }

type Wished = { id: string; words: string }
type Group = { id: string; name: string }
type Word = { written: string; stem: string }

/**
 * Which wishes look alike: they share a word, whatever its case, its dots and rings and its ending; a word of four
 * letters or more is also found at the beginning of a longer one (betong, betonggjutning). Each wish is suggested once: for a
 * group whose name it resembles, else with the most others.
 */
export function likenesses(wishes: readonly Wished[], groups: readonly Group[]): Likeness[] {
  const told = wishes.map(({ id, words }) => ({ id, words: wordsOf(words) }))
  const taken = new Set<string>()
  const found: Likeness[] = []
  const suggest = (name: string, groupId: string | null, wishIds: string[]) => {
    found.push({ name, groupId, wishIds })
    for (const id of wishIds) taken.add(id)
  }

  for (const { id, name } of groups) {
    const stems = wordsOf(name).map(({ stem }) => stem)
    const like = told.filter((wish) => !taken.has(wish.id) && stems.some((stem) => holds(wish.words, stem)))
    if (like.length > 0) suggest(name, id, idsOf(like))
  }
  for (;;) {
    const left = told.filter(({ id }) => !taken.has(id))
    const best = mostShared(left)
    if (best === undefined) return found
    suggest(best.name, null, best.wishIds)
  }
}

function mostShared(wishes: readonly { id: string; words: Word[] }[]) {
  const stems = [...new Set(wishes.flatMap(({ words }) => words.map(({ stem }) => stem)))]
  const [best] = stems
    .map((stem) => ({ stem, like: wishes.filter(({ words }) => holds(words, stem)) }))
    .filter(({ like }) => like.length > 1)
    .toSorted((a, b) => b.like.length - a.like.length || b.stem.length - a.stem.length)
  if (best === undefined) return undefined
  const written = best.like.flatMap(({ words }) => words.filter(({ stem }) => isLike(stem, best.stem)))
  return { name: capitalised(shortest(written.map((word) => word.written))), wishIds: idsOf(best.like) }
}

const holds = (words: readonly Word[], stem: string) => words.some((word) => isLike(word.stem, stem))

const LETTERS_OF_A_BEGINNING = 4

const isLike = (stem: string, sought: string) =>
  stem === sought || (sought.length >= LETTERS_OF_A_BEGINNING && stem.startsWith(sought))

const idsOf = (wishes: readonly { id: string }[]) => wishes.map(({ id }) => id)
const shortest = (words: readonly string[]) => words.toSorted((a, b) => a.length - b.length)[0] ?? ''
const capitalised = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** The words that say what is wished for. */
function wordsOf(text: string): Word[] {
  const written =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{Letter}+/gu) ?? []
  return written
    .map((word) => ({ written: word, plain: plain(word) }))
    .filter((word) => word.plain.length > 2 && !saysLittle.has(word.plain))
    .map((word) => ({ written: word.written, stem: stemOf(word.plain) }))
}

const endings = `ningarna ningar ningen ning arna erna orna aren are
  eringar eringen ering erar era ande ade ar er or en et an na a e n t s`
  .split(/\s+/)
  .toSorted((a, b) => b.length - a.length)

/** A word without its ending; a doubled letter that the ending asked for is single again: simma, simning. */
function stemOf(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length > 2) ?? ''
  return word.slice(0, word.length - ending.length).replace(/(.)\1$/, '$1')
}

const saysLittle = new Set(
  `jag du vi man mig oss han hon den det dem som sig min mitt mina vår vårt våra en ett och eller men att av
  med utan på till från för om vid hos när hur var vad här där inte ingen bara även också igen mer mera mest
  fler flera lite mycket gärna ibland ofta någon något några alla annat andra tillsammans hela varje
  vill ville skulle kan kunna får hade har haft vara blir bli vore är göra gör gjort gå åka lära lär prova testa
  tycker önskar önskemål kul roligt rolig rolig bra kurs grupp aktivitet
  the and with would like want more some for learn try make have together`
    .split(/\s+/)
    .map(plain),
)
