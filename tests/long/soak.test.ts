import { soak } from "./soak/soak.ts";

soak({ hours: 14 * 24, channels: 24, seed: 20_261_116 });
