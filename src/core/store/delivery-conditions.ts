import { eq, inArray, isNull, lte, or } from "./drizzle.ts";
import { openStates } from "./delivery.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";

/** Deliveries that are still worked on. */
export const isOpen = inArray(deliveries.state, [...openStates]);

/** Parts that are still worked on. */
export const partIsOpen = inArray(deliveryParts.state, [...openStates]);

/** The delivery of that number. */
export const isDelivery = (id: number) => eq(deliveries.id, id);

/** The part of that number. */
export const isPart = (id: number) => eq(deliveryParts.id, id);

/** Deliveries that nobody has leased. */
export const isFree = (now: Date) => or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now));

/** The columns of a delivery that nobody has leased. */
export const free = { leaseOwner: null, leaseUntil: null };
