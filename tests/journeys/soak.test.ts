import { soak } from "../long/soak/soak.ts";

soak({ hours: 4, channels: 8, seed: 3 });
