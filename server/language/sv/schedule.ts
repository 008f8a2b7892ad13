export const schedule = {
  navigation: 'Schema',
  activities: { navigation: 'Aktiviteter' },
}
