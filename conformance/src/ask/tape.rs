//! A tape: what a server answered, kept so that a case can be judged again without asking.
//!
//! It lies under everything that sends. Nobody above knows whether an answer comes from a server or from
//! here, so that what is judged again is judged by the same code.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::credential::Pass;
use super::exchange::{Answer, NoAnswer};
use super::request::Outgoing;

/// The last answer to each request.
pub(crate) type Answers = BTreeMap<String, Answer>;

/// What happens to the requests of a task.
#[derive(Debug, Clone)]
enum Tape {
    /// They are sent, and their answers are kept.
    Records(Arc<Mutex<Answers>>),
    /// They are answered from here, and nothing is sent; one answer may be another.
    Plays(Arc<Answers>, Option<(String, Answer)>),
}

tokio::task_local! {
    static TAPE: Tape;
}

/// Runs something and keeps what it was answered.
pub(crate) async fn record<F: Future>(work: F) -> (F::Output, Answers) {
    let answers = Arc::default();
    let done = TAPE.scope(Tape::Records(Arc::clone(&answers)), work).await;
    let answers = std::mem::take(&mut *answers.lock().unwrap_or_else(PoisonError::into_inner));
    (done, answers)
}

/// Runs something on these answers alone, one of them replaced.
pub(crate) async fn play<F: Future>(
    answers: &Arc<Answers>,
    but: Option<(String, Answer)>,
    work: F,
) -> F::Output {
    TAPE.scope(Tape::Plays(Arc::clone(answers), but), work)
        .await
}

/// Whether nothing is sent, so that nothing is worth waiting for.
pub(crate) fn is_playing() -> bool {
    TAPE.try_with(|tape| matches!(tape, Tape::Plays(..)))
        .unwrap_or(false)
}

/// The answer on the tape, or that it has none; nothing where no tape plays.
pub(super) fn played(request: &Outgoing, pass: &Pass) -> Option<Result<Answer, NoAnswer>> {
    let played = TAPE.try_with(|tape| match tape {
        Tape::Plays(answers, but) => {
            let key = key(request, pass);
            let replaced = but.as_ref().filter(|(replaced, _)| *replaced == key);
            Some(
                replaced
                    .map(|(_, answer)| answer)
                    .or_else(|| answers.get(&key))
                    .cloned(),
            )
        }
        Tape::Records(_) => None,
    });
    Some(played.ok()??.ok_or_else(NoAnswer::unplayed))
}

/// Keeps an answer where a tape records.
pub(super) fn keep(request: &Outgoing, pass: &Pass, answer: &Answer) {
    // Without a tape there is nothing to keep.
    let _ = TAPE.try_with(|tape| {
        if let Tape::Records(answers) = tape {
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.insert(key(request, pass), answer.clone());
        }
    });
}

fn key(request: &Outgoing, pass: &Pass) -> String {
    format!(
        "{} {} {:?} {:?} {}",
        request.method,
        request.path_and_query(),
        request.headers,
        pass.headers,
        request.body.as_deref().unwrap_or_default(),
    )
}
