import { openStates } from "../../delivery.ts";
import { eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { SQL as Sql } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";

/** Deliveries that are still worked on. */
export const isOpen = inArray(deliveries.state, [...openStates]);

/** Parts that are still worked on. */
export const partIsOpen = inArray(deliveryParts.state, [...openStates]);

/** The delivery of that number. */
export const isDelivery = (id: number | Sql) => eq(deliveries.id, id);

/** The part of that number. */
export const isPart = (id: number | Sql) => eq(deliveryParts.id, id);

/** Deliveries that nobody has leased. */
export const isFree = (now: Date | Sql) => or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now));

/** The columns of a delivery that nobody has leased. */
export const free = { leaseOwner: null, leaseUntil: null };
