//! How far a run is, on one line of the terminal that the report then takes.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use umbridge_conformance::{Listener, Progress};

/// More often than this nobody can read it.
const APART: Duration = Duration::from_millis(80);

/// Clears the line when it goes, however the run ended.
#[derive(Debug)]
pub(super) struct Line(());

/// Shows progress where a person watches; nothing of it is on the standard output.
pub(super) fn show() -> (Option<Listener>, Option<Line>) {
    if !io::stderr().is_terminal() {
        return (None, None);
    }
    let shown: Mutex<Option<Instant>> = Mutex::default();
    let listener = Listener::new(move |progress| {
        let Ok(mut shown) = shown.lock() else {
            return;
        };
        if shown.is_some_and(|at| at.elapsed() < APART) && progress.done < progress.of {
            return;
        }
        *shown = Some(Instant::now());
        // Nobody is served by a run that ends because its progress could not be shown.
        let _ = write!(io::stderr(), "\r\x1b[K{}", told(progress));
    });
    (Some(listener), Some(Line(())))
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

fn told(progress: &Progress) -> String {
    let Progress {
        done,
        of,
        requests,
        case,
        ..
    } = progress;
    let left = match progress.left() {
        Some(left) if done < of => format!(", about {} left", clock(left)),
        _ => String::new(),
    };
    let elapsed = clock(progress.elapsed);
    format!("case {done} of {of}, {elapsed}{left}, {requests} requests · {case}")
}

/// `7 s`, `2 min 05 s`.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds:02} s"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use umbridge_conformance::{Progress, Verdict};

    use super::told;

    #[rstest::rstest]
    #[case::on_the_way(
        50,
        120,
        "case 50 of 200, 2 min 00 s, about 6 min 00 s left, 9 requests · c"
    )]
    #[case::at_the_end(200, 7, "case 200 of 200, 7 s, 9 requests · c")]
    fn a_line(#[case] done: usize, #[case] seconds: u64, #[case] line: &str) {
        let progress = Progress {
            vendor: "v".into(),
            case: "c".into(),
            verdict: Verdict::Pass,
            done,
            of: 200,
            elapsed: Duration::from_secs(seconds),
            requests: 9,
        };
        assert_eq!(told(&progress), line);
    }
}
