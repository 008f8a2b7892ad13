export const organisation = {
  navigation: 'Inställningar',
}
