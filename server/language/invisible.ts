/** Characters that cannot be seen or that turn the text around. */
export const INVISIBLE = /[\p{Cc}\p{Co}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
