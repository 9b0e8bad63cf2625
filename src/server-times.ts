import type { Config } from "./config/config.ts";
import { fetchThrough } from "./core/sources/reading/proxy.ts";

const answerMs = 5_000;

/** Asks the configured platforms and Hugging Face what time it is, in milliseconds since 1970: from the `Date` of an answer. */
export async function askServerTimes({ slack, discord, sources }: Config): Promise<number[]> {
  const fetch = fetchThrough(sources.proxy);
  const addresses = [slack?.apiUrl, discord?.apiUrl, sources.huggingFaceUrl].filter((address) => address !== undefined);
  const times = addresses.map(async (address) => {
    const signal = AbortSignal.timeout(answerMs);
    // Any answer carries a date, a refusal too.
    const { headers } = await fetch(address, { method: "HEAD", redirect: "manual", signal });
    // A cache repeats the date at which it got the answer, and adds its age.
    return Date.parse(headers.get("date") ?? "") + Number(headers.get("age") ?? 0) * 1_000;
  });
  const answers = await Promise.allSettled(times);
  return answers.flatMap((one) => (one.status === "fulfilled" && Number.isFinite(one.value) ? [one.value] : []));
}
