import type { PosterColour } from './poster-card.ts'

/** The day's colours of static/styles/tokens.css: paper has no night. A test holds them together. */
export const posterColours: Record<PosterColour, string> = {
  ink: '#1c2629',
  soft: '#4d5b5f',
  accent: '#1b5a6b',
  line: '#dcded7',
  lineStrong: '#798586',
  paper: '#ffffff',
  sunken: '#eaebe6',
  social_preparationSoft: '#fcebcd',
  social_preparationStrong: '#b8740a',
  social_preparationInk: '#754600',
  health_promotionSoft: '#e2efd5',
  health_promotionStrong: '#5b8a35',
  health_promotionInk: '#34591d',
  work_preparationSoft: '#f2e4f5',
  work_preparationStrong: '#92559e',
  work_preparationInk: '#673873',
}
