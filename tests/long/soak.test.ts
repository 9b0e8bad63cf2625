import { soak } from "./soak/soak.ts";

// SOAK_HOURS and SOAK_SEED run another one.
const { SOAK_HOURS = "336", SOAK_SEED = "20261116" } = process.env;

soak({ hours: Number(SOAK_HOURS), channels: 12, seed: Number(SOAK_SEED) });
