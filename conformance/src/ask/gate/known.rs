//! The requests the suite's files describe, so that no other leaves.

use crate::ask::request::Outgoing;
use crate::suite::creation::Step;
use crate::suite::effect::Effect;
use crate::suite::operation::Operation;
use crate::suite::profile::Profile;
use crate::suite::when::Request;

/// One request, and where it names users.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Nothing where the path alone decides, as with a deletion in bulk.
    method: Option<String>,
    /// The segments of the path; nothing stands for an identifier.
    segments: Vec<Option<String>>,
    pub(super) names_at: Vec<String>,
    pub(super) effect: Effect,
    /// Whether it is a deletion in bulk, as cases ask it.
    pub(super) bulk: bool,
}

impl Known {
    fn new(request: &Request, effect: Effect, names_at: &[String]) -> Self {
        let segments = request.path.split('/');
        let segments = segments.map(|segment| (!segment.contains('{')).then(|| segment.to_owned()));
        Self {
            method: Some(request.method.clone()),
            segments: segments.collect(),
            names_at: names_at.to_vec(),
            effect,
            bulk: false,
        }
    }

    pub(super) fn of_operation(operation: &Operation) -> Self {
        Self::new(
            &operation.request,
            Effect::of(operation),
            &operation.names_at,
        )
    }

    /// Everything a profile asks besides its vendor's operations.
    pub(super) fn of_profile(profile: &Profile) -> Vec<Self> {
        let mut known = Vec::new();
        for kind in &profile.kinds {
            // By another method it is taken for a deletion all the same.
            for method in [Some(kind.request.method.clone()), None] {
                known.push(Self {
                    method,
                    bulk: true,
                    ..Self::new(&kind.request, Effect::Deletes, &profile.names_at)
                });
            }
        }
        let logins = profile.credentials.values();
        let logins = logins.filter_map(|credential| credential.login.as_ref());
        let doors = profile.doors.iter().map(|door| &door.request);
        let finders = profile.find.iter().map(|finder| &finder.ask.request);
        let jobs = profile.wait.job.iter().map(|job| &job.request);
        let reads = logins.map(|login| &login.request).chain(doors);
        for request in reads.chain(finders).chain(jobs) {
            known.push(Self::new(request, Effect::Reads, &[]));
        }
        let many = profile.create_many.iter().flat_map(|many| &many.steps);
        let steps: Vec<&Step> = profile
            .create
            .iter()
            .chain(many.map(|step| &step.ask))
            .collect();
        for step in steps {
            // What is sent again until its answer tells enough is a look.
            let effect = if step.again {
                Effect::Reads
            } else {
                Effect::Creates
            };
            known.push(Self::new(&step.request, effect, &[]));
        }
        known
    }

    pub(super) fn is_method(&self, method: &str) -> bool {
        self.method.as_deref() == Some(method)
    }

    /// The identifiers in the path, if the request is this one.
    pub(super) fn path_names(&self, outgoing: &Outgoing) -> Option<Vec<String>> {
        let path = outgoing.path.strip_suffix(".json");
        let path = path.unwrap_or(&outgoing.path);
        let path = if self.bulk {
            path.strip_suffix('/').unwrap_or(path)
        } else {
            path
        };
        let path: Vec<&str> = path.split('/').collect();
        let fits = self.method.is_none() || self.is_method(&outgoing.method);
        if !fits || path.len() != self.segments.len() {
            return None;
        }
        let mut found = Vec::new();
        for (segment, known) in path.iter().zip(&self.segments) {
            match known {
                Some(known) if known != segment => return None,
                Some(_) => {}
                None => found.push((*segment).to_owned()),
            }
        }
        Some(found)
    }
}
