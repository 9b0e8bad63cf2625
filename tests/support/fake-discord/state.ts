import type { Gateway } from "./gateway.ts";
import type { Faults, Received } from "./faults.ts";
import type { createRateLimits } from "./rate-limits.ts";
import type { BodyCheck } from "./specification.ts";
import type { Component, Message, User, World } from "./world.ts";

/** An interaction that was sent to the bot, and what became of it. */
export interface Interaction {
  id: string;
  token: string;
  user: User;
  guild: string | null;
  channel: string;
  /** The message whose component was used. */
  source: Message | null;
  sentAt: Date;
  /** Callback type: 4 message, 5 message later, 6 update later, 7 update, 8 choices, 9 dialog; null before. */
  acknowledged: number | null;
  acknowledgedAt: Date | null;
  /** The answer's own message, once it has content. */
  original: Message | null;
  loading: boolean;
  ephemeral: boolean;
  followUps: Message[];
  choices: { name: string; value: string }[];
  modal: { title: string; custom_id: string; components: Component[] } | null;
}

/** What all parts of the fake share. */
export interface FakeState {
  world: World;
  token: string;
  gatewayUrl(): string;
  shards: number;
  gateway: Gateway;
  faults: Faults;
  rateLimits: ReturnType<typeof createRateLimits>;
  check: BodyCheck | null;
  interactions: Map<string, Interaction>;
  /** Nonces by author, until they are too old. */
  nonces: Map<string, { message: Message; at: Date }>;
  requests: Received[];
  /** Bodies that broke a rule; tests expect none. */
  violations: string[];
  /** Tells those who wait that something may have changed. */
  changed(): void;
  /** Does something after a real wait, unless the fake is stopped before. */
  later(act: () => void, ms: number): void;
}
