export const hours = {
  navigation: 'Timmar',
  excuse: {
    illness: 'Sjukdom',
    holiday: 'Ledighet',
    closed: 'Stängt',
    other: 'Annat skäl',
  },
}
