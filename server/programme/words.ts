/** The one question that a kiosk may ask: how somebody is, or how the session was. Answered by five faces. */
export const kioskQuestions = ['health', 'session'] as const
export type KioskQuestion = (typeof kioskQuestions)[number]

/** What five faces stand for: 5 is the best. */
export const answerValues = [1, 2, 3, 4, 5] as const
export type AnswerValue = (typeof answerValues)[number]
