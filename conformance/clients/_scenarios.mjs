// Runs named scenarios and says how each went.
//
// A scenario sees the emulator only through the published client it drives; the base URL is a script's only
// argument.

import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

const scenarios = [];

export function baseUrl() {
  if (process.argv.length !== 3) {
    console.error(`usage: ${process.argv[1]} BASE_URL`);
    process.exit(1);
  }
  return process.argv[2].replace(/\/+$/, "");
}

/** A name that nobody has, so that a script can be run twice. */
export const fresh = (word) => `${word}-${randomUUID().slice(0, 13)}`;

export const scenario = (name, body) => scenarios.push({ name, body });

export function expect(actual, wanted) {
  if (!isDeepStrictEqual(actual, wanted)) {
    throw new Error(`wanted ${shown(wanted)}, got ${shown(actual)}`);
  }
}

/** The error that a call has to end with. */
export async function refused(call) {
  let answer;
  try {
    answer = await call();
  } catch (refusal) {
    return refusal;
  }
  throw new Error(`wanted a refusal, got ${shown(answer)}`);
}

/** Reads again and again until what is wanted is there. */
export async function eventually(read, wanted, seconds = 10) {
  const deadline = performance.now() + seconds * 1000;
  for (let actual; !isDeepStrictEqual((actual = await read()), wanted); ) {
    if (performance.now() > deadline) {
      throw new Error(`wanted ${shown(wanted)} in ${seconds} s, still got ${shown(actual)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Exits with 1 where a scenario failed, or where there was none. */
export async function run() {
  // Holds where a promise never settles and node would leave quietly.
  process.exitCode = 1;
  let failed = 0;
  for (const { name, body } of scenarios) {
    try {
      await body();
      console.log(`pass ${name}`);
    } catch (why) {
      failed += 1;
      console.log(`fail ${name}: ${String(why).replace(/\s+/g, " ")}`);
    }
  }
  process.exitCode = failed > 0 || scenarios.length === 0 ? 1 : 0;
}

const shown = (value) => JSON.stringify(value) ?? String(value);
