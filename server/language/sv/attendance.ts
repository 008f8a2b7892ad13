export const attendance = {
  status: {
    present: 'Närvarande',
    late: 'Kom senare',
    left_early: 'Gick tidigare',
    excused: 'Giltig frånvaro',
    absent: 'Frånvarande',
    unknown: 'Inte ifyllt',
  },
  correction: {
    reasonMissing: 'Skriv varför minuterna sätts för hand.',
    minutesWithoutPresence: 'Minuter kan bara räknas för den som var där. Ändra närvaron eller skriv 0.',
  },
}
