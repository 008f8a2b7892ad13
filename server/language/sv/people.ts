export const people = {
  participants: { navigation: 'Deltagare' },
}
