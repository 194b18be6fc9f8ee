//! Waits for the job that an answer names.

use serde_json::Value;
use tokio::time::Instant;

use super::pause;
use super::session::{Hindrance, Session, placeholder};
use crate::ask::again::Again;
use crate::ask::credential::Pass;
use crate::ask::exchange::Answer;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;

impl Session<'_> {
    /// Waits for the job an answer names, and returns what was last read of it.
    pub(crate) async fn finish_job(
        &self,
        answer: &Answer,
        scope: &Scope,
        pass: &Pass,
    ) -> Result<Option<Value>, Hindrance> {
        let Some(job) = &self.vendor.profile.wait.job else {
            return Ok(None);
        };
        if self.is_planning() {
            let name = placeholder("answer", "job");
            let request = Outgoing::build(&job.request, &scope.with("job", name))?;
            self.send(&request, pass, Again::Looks).await?;
            return Ok(None);
        }
        let body = answer.json();
        let name = body.as_ref().and_then(|body| body.pointer(&job.from));
        let Some(name) = name.filter(|_| (200..300).contains(&answer.status)) else {
            return Ok(None);
        };
        let request = Outgoing::build(&job.request, &scope.with("job", name.clone()))?;
        let until = Instant::now() + self.target.deadline();
        let mut looks = 0;
        loop {
            let read = self.send(&request, pass, Again::Looks).await?.json();
            let state = read
                .as_ref()
                .and_then(|read| read.pointer(&job.state)?.as_str());
            let ended = state.is_some_and(|state| job.ends.iter().any(|end| end == state));
            if ended || Instant::now() > until {
                return Ok(read);
            }
            pause(self.target.poll_after(looks)).await;
            looks += 1;
        }
    }
}
