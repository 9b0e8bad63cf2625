import type { Deliveries } from "../../delivery.ts";
import { deliveryClaims } from "./claims.ts";
import { deliveryComposing } from "./composing.ts";
import { deliveryCounts } from "./counts.ts";
import { deliveryHistory } from "./history.ts";
import { deliveryOutcomes } from "./outcomes.ts";
import { deliveryPlans } from "./plans.ts";
import { deliveryRows } from "./rows.ts";
import { deliverySiblings } from "./siblings.ts";
import type { Connection } from "../connection.ts";

/** Deliveries kept in a database. */
export function deliveriesIn(connection: Connection): Deliveries {
  return {
    ...deliveryPlans(connection),
    ...deliveryRows(connection),
    ...deliveryComposing(connection),
    ...deliveryClaims(connection),
    ...deliveryOutcomes(connection),
    ...deliveryHistory(connection),
    ...deliverySiblings(connection),
    ...deliveryCounts(connection),
  };
}
