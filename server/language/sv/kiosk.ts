export const kiosk = {}
