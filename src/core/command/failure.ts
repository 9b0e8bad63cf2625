import { OptionError, UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Message, textMessage } from "../messages/message.ts";
import { prose } from "../messages/prose.ts";
import type { AnyCommand } from "./define.ts";
import type { Reply } from "./reply.ts";
import { repeatable } from "./repeatable.ts";
import { usageLine } from "./usage.ts";

/** A failed call: its subcommand, if it was found, and the typed text, if any. */
export interface FailedCall {
  commands: readonly AnyCommand[];
  command: AnyCommand | null;
  typed: string | null;
}

/** Turns any failure into a private reply: a `UserError` as its own text, anything else as a reference to the log. */
export function failureReply(error: unknown, call: FailedCall, log: Log): Reply {
  if (error instanceof UserError && error.code !== "config") return refusalReply(error, call);
  if (error instanceof UserError && error.code === "config") {
    log.error({ err: error }, "the database refused a command");
    const text = "papers-bot cannot use its database just now. Whoever runs it finds the reason in its log.";
    return { visibility: "caller", message: textMessage(text), json: errorJson("internal", text) };
  }
  const ref = Buffer.from(crypto.getRandomValues(new Uint8Array(2))).toString("hex");
  log.error({ err: error, ref }, "a command failed");
  const text = `Something went wrong here (ref ${ref}). Nothing was changed.`;
  return { visibility: "caller", message: textMessage(text), json: errorJson("internal", text) };
}

function refusalReply(error: UserError, { commands, command: called, typed }: FailedCall): Reply {
  const usageOf = error.usageOf ?? (error.code === "usage" ? called?.name : null);
  const command = commands.find(({ name, reach }) => name === usageOf && reach === "typed");
  const message: Message = { title: "", blocks: [{ kind: "text", spans: prose(error.message) }], footer: [] };
  if (command) message.blocks.push({ kind: "note", spans: [{ text: usageLine(command), code: true }] });
  // Repeats the typed command, so that it can be copied and corrected.
  if (called && error.code === "usage" && typed !== null)
    message.blocks.push({ kind: "note", spans: [{ text: `/papers ${repeatable(typed)}`, code: true }] });
  const wrong = error instanceof OptionError ? { wrong: { option: error.option, says: error.message } } : {};
  return { visibility: "caller", message, json: errorJson(error.code, error.message), ...wrong };
}

const errorJson = (code: string, message: string) => ({ error: { code, message } });
