import { copyRows } from "../core/store/queries/move.ts";
import { UserError } from "../errors.ts";
import { openToFill, openToRead } from "../open-database.ts";
import type { ShellCall } from "./arguments.ts";
import type { ShellAnswer } from "./import.ts";
import { createProgress } from "./progress.ts";

/** `move --from URL --to URL`: copies a whole library into an empty database; the old one stays as it was. `faultOf` says what is wrong with an address. */
export async function moveLibrary(
  { arguments: words, flags }: ShellCall,
  faultOf: (url: string) => string | null,
): Promise<ShellAnswer> {
  if (words.length > 1) throw new UserError("usage", `\`move\` takes two addresses: ${moveExample}.`);
  const [fromUrl, toUrl] = (["from", "to"] as const).map((flag) => {
    const url = flags[flag];
    if (url === undefined) throw new UserError("usage", `\`move\` needs \`--${flag}\`: ${moveExample}.`);
    const fault = faultOf(url);
    if (fault !== null) throw new UserError("usage", `\`--${flag}\` ${fault}.`);
    return url;
  }) as [string, string];
  const progress = createProgress(process.stderr);
  const from = await openToRead(fromUrl);
  try {
    const to = await openToFill(toUrl);
    try {
      const tables = await copyRows(from, to, (what, done, of) => progress.show(`${what}: ${done} of ${of} rows`));
      const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
      return {
        text: `Moved ${rows} rows (${tables["papers"] ?? 0} papers) to ${to.name} and compared each. Set DATABASE_URL to it; ${from.name} is as it was.`,
        json: { from: from.name, to: to.name, rows, tables },
        exitCode: 0,
      };
    } finally {
      progress.end();
      await to.close();
    }
  } finally {
    await from.close();
  }
}

const moveExample = "`papers move --from file:./data/papers.db --to postgres://user@host:5432/papers`";
