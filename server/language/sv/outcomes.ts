export const outcomes = {
  navigation: 'Rapporter',
}
