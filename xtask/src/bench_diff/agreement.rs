//! Verdicts on random edits of our documents: how often the tools agree, edit by edit.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use super::{
    Options,
    mutate::{Mutation, mutate},
    tools::{Tool, Tools, Verdict},
};
use crate::shell;

/// At most so many pairs are judged at once.
const LANES: usize = 2;

/// An edit and what the tools say of it.
struct Judged {
    number: usize,
    document: String,
    edit: &'static str,
    pointer: String,
    ours: Result<Verdict>,
    oasdiff: Result<Verdict>,
    redocly: Option<Result<Verdict>>,
}

pub(super) fn measure(tools: &Tools, options: &Options) -> Result<()> {
    let documents = documents()?;
    let next = AtomicUsize::default();
    let judged = Mutex::new(Vec::new());
    let lane = |lane: usize| -> Result<()> {
        let revision = tools.folder.join(format!("revision-{lane}.json"));
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= options.edits {
                return Ok(());
            }
            let one = judge(tools, options, &documents, &revision, number)?;
            judged
                .lock()
                .map_err(|_| anyhow!("a lane panicked"))?
                .push(one);
        }
    };
    thread::scope(|scope| {
        let lane = &lane;
        let lanes: Vec<_> = (0..LANES)
            .map(|number| scope.spawn(move || lane(number)))
            .collect();
        lanes
            .into_iter()
            .try_for_each(|lane| lane.join().map_err(|_| anyhow!("a lane panicked"))?)
    })?;
    let mut judged = judged
        .into_inner()
        .map_err(|_| anyhow!("a lane panicked"))?;
    judged.sort_by_key(|one| one.number);
    fs::write(tools.folder.join("verdicts.jsonl"), lines(&judged))?;
    crate::print(&table(&judged));
    Ok(())
}

fn documents() -> Result<Vec<(PathBuf, Value)>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(shell::root().join("openapi"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    ensure!(!paths.is_empty(), "openapi/ holds no document");
    let read = |path: PathBuf| -> Result<_> {
        let document = serde_json::from_str(&fs::read_to_string(&path)?)?;
        Ok((path, document))
    };
    paths.into_iter().map(read).collect()
}

/// Makes one edit and asks about it; its number decides which, whatever lane it is made in.
fn judge(
    tools: &Tools,
    options: &Options,
    documents: &[(PathBuf, Value)],
    revision: &Path,
    number: usize,
) -> Result<Judged> {
    let mut random = StdRng::seed_from_u64(options.seed.wrapping_add(u64::try_from(number)?));
    let (base, document) = documents.choose(&mut random).context("no document")?;
    let Mutation {
        edit,
        pointer,
        document,
    } = mutate(document, &mut random);
    fs::write(revision, format!("{document:#}"))?;
    let ask = |tool: &Tool| tool.ask(base, revision);
    // Spread over all edits.
    let redocly = (number * options.redocly) % options.edits < options.redocly;
    Ok(Judged {
        number,
        document: base
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        edit,
        pointer,
        ours: ask(&tools.ours),
        oasdiff: ask(&tools.oasdiff),
        redocly: redocly.then(|| ask(&tools.redocly)),
    })
}

/// Everything, a line each, for whoever reads the disagreements.
fn lines(judged: &[Judged]) -> String {
    let told = |verdict: &Result<Verdict>| match verdict {
        Ok(verdict) => json!({"breaking": verdict.breaking, "rules": verdict.rules}),
        Err(error) => json!({"failed": format!("{error:#}")}),
    };
    let line = |one: &Judged| {
        let line = json!({
            "number": one.number, "document": one.document, "edit": one.edit, "pointer": one.pointer,
            "umbridge": told(&one.ours), "oasdiff": told(&one.oasdiff), "redocly": one.redocly.as_ref().map(told),
        });
        format!("{line}\n")
    };
    judged.iter().map(line).collect()
}

/// How often each tool says that clients break, by edit, and how often two of them say the same.
fn table(judged: &[Judged]) -> String {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut all = Row::default();
    for one in judged {
        rows.entry(one.edit).or_default().count(one);
        all.count(one);
    }
    let mut text = String::from(
        "\n| edit | times | umbridge | oasdiff | redocly, of those asked |\n|---|---|---|---|---|\n",
    );
    for (edit, row) in rows.iter().chain([(&"all", &all)]) {
        let _ = writeln!(
            text,
            "| {edit} | {} | {} | {} | {} of {} |",
            row.times, row.ours, row.oasdiff, row.redocly, row.asked
        );
    }
    let _ = writeln!(
        text,
        "\nthe same verdict as oasdiff: {} of {}\nthe same verdict as redocly: {} of {}\nfailed: umbridge {}, oasdiff {}, redocly {}",
        all.as_oasdiff,
        all.times,
        all.as_redocly,
        all.asked,
        all.failed[0],
        all.failed[1],
        all.failed[2]
    );
    text
}

#[derive(Default)]
struct Row {
    times: usize,
    asked: usize,
    ours: usize,
    oasdiff: usize,
    redocly: usize,
    as_oasdiff: usize,
    as_redocly: usize,
    failed: [usize; 3],
}

impl Row {
    fn count(&mut self, one: &Judged) {
        let breaking =
            |verdict: &Result<Verdict>| verdict.as_ref().ok().map(|verdict| verdict.breaking);
        let (ours, oasdiff) = (breaking(&one.ours), breaking(&one.oasdiff));
        self.times += 1;
        self.ours += usize::from(ours == Some(true));
        self.oasdiff += usize::from(oasdiff == Some(true));
        self.as_oasdiff += usize::from(ours.is_some() && ours == oasdiff);
        self.failed[0] += usize::from(ours.is_none());
        self.failed[1] += usize::from(oasdiff.is_none());
        if let Some(redocly) = one.redocly.as_ref().map(breaking) {
            self.asked += 1;
            self.redocly += usize::from(redocly == Some(true));
            self.as_redocly += usize::from(ours.is_some() && ours == redocly);
            self.failed[2] += usize::from(redocly.is_none());
        }
    }
}
