export const people = {
  participants: { navigation: 'Deltagare' },
  identityNumber: 'Här står ett personnummer. Personnummer sparas aldrig, ta bort det.',
}
