export const categories = ['social_preparation', 'health_promotion', 'work_preparation'] as const
export type Category = (typeof categories)[number]
