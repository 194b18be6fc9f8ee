"""zenpy, a Python client of Zendesk, deletes users in bulk."""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests
from zenpy import Zenpy
from zenpy.lib.api_objects import User
from zenpy.lib.exception import (
    APIException,
    RatelimitBudgetExceeded,
    RecordNotFoundException,
    TooManyValuesException,
)

from _scenarios import base_url, eventually, expect, fresh, refused, run, scenario, statuses

# Otherwise it says so whenever it waits.
logging.getLogger("zenpy").setLevel(logging.ERROR)

address = urlsplit(base_url())
os.environ["ZENPY_FORCE_SCHEME"] = address.scheme
os.environ["ZENPY_FORCE_NETLOC"] = address.netloc

ADMIN = {"email": "admin@umbridge.example", "token": "zendesk-admin-token"}
AGENT = {"email": "agent@umbridge.example", "token": "zendesk-agent-token"}


def client(who=ADMIN, **options):
    # What is read must come from the emulator, not from the client's memory.
    return Zenpy(subdomain="umbridge", disable_cache=True, **who, **options)


zendesk = client()


def created(count):
    return [zendesk.users.create(User(name=f"Dolores {n}", external_id=fresh("Ext"))) for n in range(count)]


def ids(users):
    return {user.id for user in users}


def everybody():
    return ids(zendesk.users())


def nobody(id):
    """A user that is not there."""
    return User(id=id)


def completed(job):
    """The results of a job, by id."""
    expect(job.status, "queued")
    eventually(lambda: zendesk.job_status(id=job.id).status, "completed")
    return {result.id: result for result in zendesk.job_status(id=job.id).results}


@scenario
def users_deleted_by_id_are_gone_and_everybody_else_stays():
    gone = created(3)
    before = everybody()
    results = completed(zendesk.users.delete(gone))
    expect(results.keys(), ids(gone))
    told = {(result.action, result.status, result.success) for result in results.values()}
    expect(told, {("delete", "Deleted", True)})
    expect(everybody(), before - ids(gone))
    expect(ids(gone) <= ids(zendesk.users.deleted()), True)
    expect({user.active for user in map(lambda user: zendesk.users(id=user.id), gone)}, {False})


@scenario
def users_deleted_by_external_id_are_gone_whatever_its_case():
    gone = created(2)
    before = everybody()
    job = zendesk.users.delete_by_external_id([User(external_id=user.external_id.upper()) for user in gone])
    completed(job)
    expect(everybody(), before - ids(gone))


@scenario
def an_unknown_id_fails_alone_and_the_others_are_deleted():
    (known,) = created(1)
    before = everybody()
    results = completed(zendesk.users.delete([nobody(1), known]))
    expect({id: result.success for id, result in results.items()}, {1: False, known.id: True})
    expect(everybody(), before - {known.id})


@scenario
def a_user_or_job_that_is_not_there_is_not_found():
    refused(RecordNotFoundException, lambda: zendesk.users(id=1))
    refused(RecordNotFoundException, lambda: zendesk.job_status(id="V3-0"))


@scenario
def of_101_users_nobody_is_gone_and_of_100_everybody():
    users = created(101)
    before = everybody()  # More than a page.
    expect(ids(users) <= before, True)
    refusal = refused(TooManyValuesException, lambda: zendesk.users.delete(users))
    expect(refusal.response.status_code, 400)
    expect(everybody(), before)
    completed(zendesk.users.delete(users[:100]))
    expect(everybody(), before - ids(users[:100]))


@scenario
def a_wrong_token_and_an_agent_are_refused_and_nobody_is_gone():
    users = created(1)
    for who, status in (({**ADMIN, "token": "wrong"}, 401), (AGENT, 403)):
        refusal = refused(APIException, lambda: client(who).users.delete(users))
        expect(refusal.response.status_code, status)
    expect(ids(users) <= everybody(), True)


def at_once(clients):
    """What became of a deletion by each of the clients at the same time."""

    def attempt(client):
        try:
            return client.users.delete([nobody(1)])
        except RatelimitBudgetExceeded as refusal:
            return refusal

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(attempt, clients))


@scenario
def too_many_jobs_make_clients_without_patience_give_up_and_patient_ones_wait():
    session = requests.Session()
    seen = statuses(session)
    crowd, patient = [client(ratelimit_budget=1) for _ in range(60)], client(session=session)
    outcomes = []
    for _ in range(20):
        if 429 not in seen:
            *outcomes, job = at_once([*crowd, patient])
    expect(any(isinstance(outcome, RatelimitBudgetExceeded) for outcome in outcomes), True)
    expect(seen[-2:], [429, 200])
    eventually(lambda: zendesk.job_status(id=job.id).status, "completed")


run()
