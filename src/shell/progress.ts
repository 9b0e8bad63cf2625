/** Progress of long work: one line that rewrites itself on a terminal, nothing elsewhere; whole lines always appear. */
export interface Progress {
  show: (text: string) => void;
  line: (text: string) => void;
  end: () => void;
}

const everyMs = 100;
const clearLine = "\r\u001b[K";

/** Progress on a stream that may be a terminal. */
export function createProgress(
  stream: NodeJS.WriteStream,
  clock: () => number = performance.now.bind(performance),
): Progress {
  let shownAt = -Infinity;
  const clear = () => (stream.isTTY ? clearLine : "");
  return {
    show(text) {
      if (!stream.isTTY || clock() - shownAt < everyMs) return;
      shownAt = clock();
      stream.write(clearLine + text.slice(0, Math.max(20, stream.columns - 1)));
    },
    line: (text) => void stream.write(`${clear()}${text}\n`),
    end: () => void stream.write(clear()),
  };
}
