import { UserError } from "../../errors.ts";
import type { CommandCall, CommandRequest } from "../adapter.ts";
import { checkAccess } from "./access.ts";
import { decodeButton, encodeButton } from "./button.ts";
import { contextFor, type RunDeps, type SharedContext } from "./context.ts";
import type { AnyCommand } from "./define.ts";
import { type FailedCall, failureReply } from "./failure.ts";
import { findCommand, unknownCommand } from "./find-command.ts";
import { splitCommand } from "./parse-text.ts";
import { readValues, readWords } from "./read-options.ts";
import type { Reply } from "./reply.ts";

export type { RunDeps } from "./context.ts";

/** How long the first command after a start with an empty library waits for papers. */
const firstPapersMs = 10_000;

/** Runs a call from any platform. Never throws: every failure becomes a reply for people. */
export async function runCommand(call: CommandCall, deps: RunDeps): Promise<Reply> {
  const { commands, log, sources } = deps;
  const failed: FailedCall = { commands, command: null, typed: null };
  try {
    deps.takeAllowance(call);
    if ("words" in call.request) failed.typed = typedWords(call.request);
    const command = (failed.command = commandOf(call.request, commands));
    const values = valuesOf(call.request, command);
    const workspace = await deps.store.workspaces.ensure(call);
    const shared = contextFor(call, workspace, deps);
    if (command.name !== "help") await sources.ready(firstPapersMs);
    const reply = await execute(command, values, call, shared, []);
    return reply.announce ? await announced(reply, workspace.id, deps) : reply;
  } catch (error) {
    const reply = failureReply(error, failed, log);
    return error instanceof UserError ? withSecondTry(reply, failed.command, call, deps).catch(() => reply) : reply;
  }
}

/** A refusal of what was filled in in a dialog, with a button that opens it again as it was. */
async function withSecondTry(
  reply: Reply,
  command: AnyCommand | null,
  call: CommandCall,
  deps: RunDeps,
): Promise<Reply> {
  if (call.request.kind !== "values" || !call.request.dialog || !reply.message || !command) return reply;
  const workspace = await deps.store.workspaces.ensure(call);
  const filledIn = { call: { command: command.name, values: asTexts(call.request.values) }, page: noPage };
  const kept = await deps.store.replies.keep(workspace.id, call.caller.id, filledIn, deps.now());
  const action = { role: "primary" as const, label: "Correct it", call: encodeButton("again", { reply: kept }) };
  const blocks = [...reply.message.blocks, { kind: "actions" as const, actions: [action] }];
  return { ...reply, message: { ...reply.message, blocks } };
}

const noPage = { title: "", intro: [], notes: [], papers: [], seen: [], total: 0 };

/** The reply without its line for the channel, where the workspace wants none of those. */
async function announced(reply: Reply, workspace: number, { store }: RunDeps): Promise<Reply> {
  const { announce } = await store.settings.all(workspace);
  if (announce !== "none") return reply;
  const { announce: _line, announceIn: _channel, ...rest } = reply;
  return rest;
}

/** The subcommand a request names. */
function commandOf(request: CommandRequest, commands: readonly AnyCommand[]): AnyCommand {
  if (request.kind === "values") return commandNamed(commands, request.command);
  if (request.kind === "button") return commandNamed(commands, decodeButton(request.id).command);
  const { name, rest } = splitCommand(typedWords(request));
  const command = findCommand(commands, name, "typed");
  if (command) return command;
  if (request.kind === "written") return commandNamed(commands, "ask");
  throw unknownCommand(commands, name, rest);
}

/** The values of a request, not yet validated. */
function valuesOf(request: CommandRequest, command: AnyCommand): Record<string, unknown> {
  if (request.kind === "values") return request.values;
  if (request.kind === "button") return decodeButton(request.id).values;
  // A message that starts with no subcommand is read whole.
  const words = typedWords(request);
  return command.name === "ask" ? { words } : readWords(command, splitCommand(words).rest);
}

/** Typed words; in a message people also write `/papers` before them. */
const typedWords = ({ words }: { words: string }): string => words.trim().replace(/^\/papers\b\s*/i, "");

function commandNamed(commands: readonly AnyCommand[], name: string): AnyCommand {
  const command = findCommand(commands, name, "button");
  if (!command) throw unknownCommand(commands, name, "");
  return command;
}

/** Validates the values, checks place and access, then runs the command. A rerun takes the same way. */
async function execute(
  command: AnyCommand,
  values: Record<string, unknown>,
  call: CommandCall,
  shared: SharedContext,
  seen: readonly string[],
): Promise<Reply> {
  const input = readValues(command, values);
  await checkAccess(command, input, shared);
  return command.run(input, {
    ...shared,
    seen,
    call: { command: command.name, values: asTexts(values) },
    rerun: ({ command: name, values: again }, shown = []) =>
      execute(commandNamed(shared.commands, name), again, call, shared, shown),
  });
}

const asTexts = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueText(value)]));

const valueText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
