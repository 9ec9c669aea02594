/** Whether a text has the form of a matter's number (`430202-XF-2025-00012`). */
export const isNumber = (text: string): boolean => /^\d{6}-[a-z]{2,3}-\d{4}-\d{5,}$/i.test(text)
