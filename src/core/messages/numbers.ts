/** A whole number with commas between its thousands: "12,000". */
export const inThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
