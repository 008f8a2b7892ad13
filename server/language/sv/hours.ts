export const hours = {
  navigation: 'Timmar',
}
