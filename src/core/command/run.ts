import type { CommandCall, CommandRequest } from "../adapter.ts";
import { checkAccess } from "./access.ts";
import { decodeButton } from "./button.ts";
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
    if (call.request.kind === "words") failed.typed = call.request.words.trim();
    const command = (failed.command = commandOf(call.request, commands));
    const values = valuesOf(call.request, command);
    const workspace = await deps.store.workspaces.ensure(call);
    const shared = contextFor(call, workspace, deps);
    if (command.name !== "help") await sources.ready(firstPapersMs);
    const reply = await execute(command, values, call, shared, []);
    return reply.announce ? await announced(reply, workspace.id, deps) : reply;
  } catch (error) {
    return failureReply(error, failed, log);
  }
}

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
  const { name, rest } = splitCommand(request.words);
  const command = findCommand(commands, name, "typed");
  if (command) return command;
  throw unknownCommand(commands, name, rest);
}

/** The values of a request, not yet validated. */
function valuesOf(request: CommandRequest, command: AnyCommand): Record<string, unknown> {
  if (request.kind === "values") return request.values;
  if (request.kind === "button") return decodeButton(request.id).values;
  return readWords(command, splitCommand(request.words).rest);
}

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
