// braze-api, a JavaScript client of Braze, deletes users in bulk.

import { setTimeout as pause } from "node:timers/promises";

import { Braze } from "braze-api";

import { baseUrl, eventually, expect, fresh, refused, run, scenario } from "./_scenarios.mjs";

const KEY = "YOUR_REST_API_KEY";
// The key of a workspace that grants one deletion in ten years.
const SPENT = "spent-workspace-key";

const client = (key = KEY) => new Braze(baseUrl(), key);
const braze = client();

// The answer to an export of these users, reduced to one member of each.
async function exported(identifiers, member, by = braze) {
  const fields_to_export = ["external_id", "braze_id", "user_aliases"];
  const { users } = await by.users.export.ids({ ...identifiers, fields_to_export });
  return users.map((user) => user[member]).sort();
}

const there = (external_ids, by) => exported({ external_ids }, "external_id", by);

async function created(count, by = braze) {
  const ids = Array.from({ length: count }, () => fresh("dolores")).sort();
  const attributes = ids.map((external_id) => ({ external_id, first_name: "Dolores" }));
  const answer = await by.users.track({ attributes });
  expect([answer.message, answer.attributes_processed], ["success", count]);
  return ids;
}

// Longer than a deletion would take.
const aWhile = () => pause(500);

scenario("users deleted by external id are gone and the others stay", async () => {
  const [stays, ...gone] = await created(4);
  expect(await braze.users.delete({ external_ids: gone }), { deleted: 3, message: "success" });
  await eventually(() => there([stays, ...gone]), [stays]);
});

scenario("a user deleted by alias is gone, and one with the same name under another label stays", async () => {
  const alias_name = fresh("alias");
  const [gone, stays] = ["owl", "toad"].map((alias_label) => ({ alias_name, alias_label }));
  const answer = await braze.users.alias.new({ user_aliases: [gone, stays] });
  expect([answer.message, answer.aliases_processed], ["success", 2]);
  expect((await braze.users.delete({ user_aliases: [gone] })).deleted, 1);
  await eventually(() => exported({ user_aliases: [gone, stays] }, "user_aliases"), [[stays]]);
});

scenario("a user deleted by Braze id is gone and the others stay", async () => {
  const [gone, stays] = await created(2);
  const braze_ids = await exported({ external_ids: [gone] }, "braze_id");
  expect((await braze.users.delete({ braze_ids })).deleted, 1);
  await eventually(() => there([gone, stays]), [stays]);
});

scenario("an unknown id is passed over and the others are deleted", async () => {
  const ids = await created(1);
  expect((await braze.users.delete({ external_ids: [fresh("nobody"), ...ids] })).message, "success");
  await eventually(() => there(ids), []);
});

scenario("no ids, two kinds of ids and more than 50 ids are refused and nobody is gone", async () => {
  const ids = await created(51);
  const braze_ids = await exported({ external_ids: ids.slice(0, 1) }, "braze_id");
  const batches = [{}, { external_ids: [] }, { external_ids: ids.slice(1, 2), braze_ids }, { external_ids: ids }];
  for (const batch of batches) {
    const refusal = await refused(() => braze.users.delete(batch));
    expect([refusal.status, refusal.message.length > 0], [400, true]);
  }
  await aWhile();
  expect([...(await there(ids.slice(0, 50))), ...(await there(ids.slice(50)))], ids);
});

scenario("a wrong key and one without the permission are refused and nobody is gone", async () => {
  const ids = await created(1);
  for (const [key, status] of [["wrong", 401], ["key-without-users-delete", 403]]) {
    expect((await refused(() => client(key).users.delete({ external_ids: ids }))).status, status);
  }
  await aWhile();
  expect(await there(ids), ids);
});

scenario("a limit that is reached is an error with its status, and nobody is gone", async () => {
  const braze = client(SPENT);
  const [first, second] = await created(2, braze);
  await braze.users.delete({ external_ids: [first] });
  expect((await refused(() => braze.users.delete({ external_ids: [second] }))).status, 429);
  await eventually(() => there([first, second], braze), [second]);
});

await run();
