/**
 * Whether a text holds a Swedish personal identity or coordination number, which is never stored: ten or twelve digits
 * that begin with a date (a coordination number's day is sixty more) and end with the right check digit.
 */
export function holdsIdentityNumber(text: string): boolean {
  const digits = /(?<!\d)(?:1[89]|20)?(\d{6})\s?[-+–]?\s?(\d{4})(?!\d)/g
  return [...text.matchAll(digits)].some(([, date, rest]) => isDate(date!) && hasCheckDigit(date! + rest!))
}

function isDate(date: string): boolean {
  const [month, day] = [Number(date.slice(2, 4)), Number(date.slice(4)) % 60]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && Number(date.slice(4)) <= 91
}

/** Luhn: every other digit doubled, the sum of all digits ends in zero. */
function hasCheckDigit(ten: string): boolean {
  const sum = [...ten].reduce((total, digit, place) => {
    const product = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % 10 === 0
}
