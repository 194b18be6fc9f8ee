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

use anyhow::{Result, anyhow, ensure};
use rand::{SeedableRng, rngs::StdRng};
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
    let mut random = StdRng::seed_from_u64(options.seed);
    let edits: Vec<(usize, &(PathBuf, Value), Mutation)> = (0..options.edits)
        .map(|number| {
            let document = &documents[number % documents.len()];
            (number, document, mutate(&document.1, &mut random))
        })
        .collect();
    let next = AtomicUsize::default();
    let judged = Mutex::new(Vec::new());
    let lane = |lane: usize| -> Result<()> {
        let revision = tools.folder.join(format!("revision-{lane}.json"));
        while let Some((number, (base, _), mutation)) =
            edits.get(next.fetch_add(1, Ordering::Relaxed))
        {
            // Spread over all edits, so that every kind of edit gets its share.
            let wanted = (number * options.redocly) % options.edits < options.redocly;
            fs::write(&revision, format!("{:#}", mutation.document))?;
            let one = judge(tools, base, &revision, *number, mutation, wanted);
            judged
                .lock()
                .map_err(|_| anyhow!("a lane panicked"))?
                .push(one);
        }
        Ok(())
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

fn judge(
    tools: &Tools,
    base: &Path,
    revision: &Path,
    number: usize,
    mutation: &Mutation,
    redocly: bool,
) -> Judged {
    let ask = |tool: &Tool| tool.ask(base, revision);
    Judged {
        number,
        document: base
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        edit: mutation.edit,
        pointer: mutation.pointer.clone(),
        ours: ask(&tools.ours),
        oasdiff: ask(&tools.oasdiff),
        redocly: redocly.then(|| ask(&tools.redocly)),
    }
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
