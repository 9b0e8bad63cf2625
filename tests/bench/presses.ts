// How long it takes from a press on ▲ until the pressed post is drawn anew, with fifty people voting at once in a channel of
// the running program; the fakes share the machine with it.
import { type Crowd, people, startCrowds } from "./crowd.ts";
import { median, percentile99 } from "./percentile.ts";

/** As many as a workspace may press in a minute: 600 calls. */
const rounds = 10;
const goalMs = 1_000;

/** Everybody votes, and takes the vote back, in turn; milliseconds of each press. */
async function measure(crowd: Crowd): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    taken.push(...(await crowd.press()).map(({ afterMs }) => afterMs));
    await crowd.shows(round % 2 === 0 ? people : 0);
  }
  return taken;
}

const crowds = await startCrowds();
for (const crowd of crowds.all) {
  const taken = await measure(crowd);
  const [half, nearlyAll] = [median(taken), percentile99(taken)].map(Math.round);
  console.log(
    `${crowd.platform}: ${taken.length} presses, ${people} at once: redrawn after ${half} ms (median), ${nearlyAll} ms (99th percentile; goal: under ${goalMs})`,
  );
  if ((nearlyAll ?? goalMs) >= goalMs) process.exitCode = 1;
}
await crowds.close();
