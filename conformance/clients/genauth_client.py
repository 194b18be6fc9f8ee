"""genauth, a Python client of GenAuth, deletes users in batches."""

import time

from genauth.GenAuthException import GenAuthException
from genauth.ManagementClient import ManagementClient

from _scenarios import base_url, expect, fresh, refused, run, scenario

POOL = "6250f12d5d1c4a9bcfcf784b"
SECRET = "4b0a1f2c3d4e5f60718293a4b5c6d7e8"
# The access key of a pool that grants two requests a second.
HURRIED, HURRIED_SECRET = "62ffffffffffffffffff0003", "ffeeddccbbaa99887766554433221100"


def client(key=POOL, secret=SECRET, **options):
    return ManagementClient(access_key_id=key, access_key_secret=secret, host=base_url(), **options)


genauth = client()


def data(answer):
    """What a successful answer holds; the client leaves it to us to look."""
    expect((answer["statusCode"], "apiCode" in answer), (200, False))
    return answer["data"]


def created(count):
    names = [fresh("dolores") for _ in range(count)]
    return [
        data(genauth.create_user(username=name, email=f"{name}@genauth.example", external_id=name.upper()))
        for name in names
    ]


def ids(users):
    return [user["userId"] for user in users]


def there(users):
    return ids(data(genauth.get_user_batch(ids(users))))


def deletion_by(kind, member):
    """A user named by this member of it is deleted, and its neighbour is not."""
    gone, stays = created(2)
    answer = genauth.delete_users_batch([gone[member]], {"userIdType": kind})
    expect(data(answer), {"success": True})
    expect(there([gone, stays]), ids([stays]))


@scenario
def a_token_is_fetched_with_the_access_key_and_names_the_pool():
    token, pool = genauth.http_client.token_provider.get_access_token()
    expect((pool, token.count(".")), (POOL, 2))


@scenario
def users_deleted_together_are_gone_and_the_others_stay():
    *gone, stays = created(4)
    expect(data(genauth.delete_users_batch(ids(gone))), {"success": True})
    expect(there([*gone, stays]), ids([stays]))
    expect(genauth.get_user(gone[0]["userId"])["statusCode"], 404)
    expect(data(genauth.is_user_exists(username=gone[0]["username"])), {"exists": False})


@scenario
def users_can_be_named_by_what_they_are_called():
    for kind, member in {"username": "username", "email": "email", "external_id": "externalId"}.items():
        deletion_by(kind, member)


@scenario
def options_that_say_nothing_mean_user_ids():
    for options in ({}, {"userIdType": None}):
        gone, stays = created(2)
        data(genauth.delete_users_batch(ids([gone]), options))
        expect(there([gone, stays]), ids([stays]))


@scenario
def unknown_ids_are_passed_over_and_the_others_are_deleted():
    gone, stays = created(2)
    data(genauth.delete_users_batch(["nobody", gone["userId"]]))
    expect(there([gone, stays]), ids([stays]))


@scenario
def no_ids_and_more_than_50_are_refused_and_nobody_is_gone():
    users = created(1)
    for batch in ([], ids(users) + [f"nobody{n}" for n in range(50)]):
        expect(genauth.delete_users_batch(batch)["statusCode"], 400)
    expect(there(users), ids(users))


@scenario
def a_wrong_secret_gets_no_token_and_nobody_is_gone():
    users = created(1)
    for stranger in (client(secret="wrong"), client(key="62ffffffffffffffffff9999")):
        refusal = refused(GenAuthException, lambda: stranger.delete_users_batch(ids(users)))
        expect(refusal.statusCode == 200, False)
    expect(there(users), ids(users))


@scenario
def messages_come_in_the_language_of_the_client():
    told = {lang: client(lang=lang).delete_users_batch(["nobody"])["message"] for lang in (None, "zh-CN")}
    expect(told, {None: "Success", "zh-CN": "操作成功"})


@scenario
def too_many_requests_are_told_in_the_answer_and_served_a_second_later():
    hurried = client(HURRIED, HURRIED_SECRET)
    seen = {hurried.delete_users_batch(["nobody"])["statusCode"] for _ in range(10)}
    expect(seen, {200, 429})
    time.sleep(1)
    data(hurried.delete_users_batch(["nobody"]))


run()
