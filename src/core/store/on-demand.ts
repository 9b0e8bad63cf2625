type Asynchronous<Part> = Record<keyof Part, (...given: never[]) => Promise<unknown>>;

/** A part of the store whose file is read when it is first asked for something: one call on the shell needs few of them. */
export function onDemand<Part extends Asynchronous<Part>>(load: () => Promise<Part>): Part {
  let loading: Promise<Part> | null = null;
  const calling =
    (name: keyof Part) =>
    async (...given: never[]): Promise<unknown> =>
      (await (loading ??= load()))[name](...given);
  return new Proxy({} as Part, {
    get: (called, name) => Reflect.get(called, name) ?? calling(name as keyof Part),
  });
}
