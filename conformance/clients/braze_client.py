"""braze-client, a Python client of Braze, deletes users in bulk."""

import asyncio
import time

if not hasattr(asyncio, "coroutine"):
    # The retrying library that this client pins asks for it at import; Python 3.11 took it away.
    asyncio.coroutine = lambda function: function

from braze.client import BrazeClient, BrazeClientError, BrazeRateLimitError

from _scenarios import base_url, eventually, expect, fresh, refused, run, scenario, statuses

KEY = "YOUR_REST_API_KEY"
# Keys of workspaces that grant one deletion a second and one in ten years.
HURRIED, SPENT = "hurried-workspace-key", "spent-workspace-key"


def client(key=KEY, **options):
    return BrazeClient(api_key=key, api_url=base_url(), **options)


braze = client()


def there(ids, by=braze):
    """Those of the users that can be exported."""
    found = by.user_export(external_ids=ids, fields_to_export=["external_id"])["users"]
    return {user["external_id"] for user in found}


def created(count, by=braze):
    ids = [fresh("dolores") for _ in range(count)]
    answer = by.user_track(attributes=[{"external_id": id, "first_name": "Dolores"} for id in ids])
    expect((answer["success"], answer["attributes_processed"]), (True, count))
    expect(there(ids[:50], by), set(ids[:50]))
    return ids


@scenario
def users_deleted_together_are_gone_and_the_others_stay():
    *gone, stays = created(4)
    answer = braze.user_delete(gone)
    expect((answer["status_code"], answer["message"], answer["deleted"]), (201, "success", 3))
    eventually(lambda: there([*gone, stays]), {stays})


@scenario
def a_batch_of_50_is_deleted_whole():
    ids = created(50)
    expect(braze.user_delete(ids)["deleted"], 50)
    eventually(lambda: there(ids), set())


@scenario
def a_key_in_the_body_is_still_read():
    (id,) = created(1)
    expect(client(use_auth_header=False).user_delete([id])["success"], True)
    eventually(lambda: there([id]), set())


@scenario
def an_unknown_id_is_passed_over_and_the_others_are_deleted():
    (known,) = created(1)
    expect(braze.user_delete([fresh("nobody"), known])["success"], True)
    eventually(lambda: there([known]), set())


@scenario
def more_than_50_ids_are_refused_and_nobody_is_gone():
    ids = created(51)
    refused(BrazeClientError, lambda: braze.user_delete(ids))
    time.sleep(0.5)  # Longer than a deletion would take.
    expect(there(ids[:50]) | there(ids[50:]), set(ids))


@scenario
def a_wrong_key_and_one_without_the_permission_are_refused_and_nobody_is_gone():
    ids = created(1)
    for key in ("wrong", "key-without-users-delete"):
        refused(BrazeClientError, lambda: client(key).user_delete(ids))
    time.sleep(0.5)
    expect(there(ids), set(ids))


@scenario
def a_limit_that_is_reset_soon_is_waited_for():
    braze = client(HURRIED)
    ids = created(3, braze)
    seen = statuses(braze.session)
    for id in ids:
        expect(braze.user_delete([id])["success"], True)
    expect(set(seen), {201, 429})
    eventually(lambda: there(ids, braze), set())


@scenario
def a_limit_that_is_reset_late_is_told_at_once_and_nobody_is_gone():
    braze = client(SPENT)
    first, second = created(2, braze)
    braze.user_delete([first])
    refusal = refused(BrazeRateLimitError, lambda: braze.user_delete([second]))
    expect(refusal.reset_epoch_s > time.time(), True)
    eventually(lambda: there([first, second], braze), {second})


run()
