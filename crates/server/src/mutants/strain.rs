//! A mutant at work in one emulator.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use umbridge_directory::Directory;
use umbridge_vendors::Vendor;

use super::{Mutant, bent::Bent};

/// A mutant with the directory that has its fault, where it is the directory's.
#[derive(Debug)]
pub(crate) struct Strain {
    mutant: Mutant,
    directory: Option<Directory>,
    hits: Arc<AtomicUsize>,
}

impl Strain {
    pub(crate) fn new(mutant: Mutant, directory: &Directory) -> Self {
        let fault = mutant.fault.directory.clone();
        Self {
            mutant,
            directory: fault.map(|fault| directory.with_fault(fault)),
            hits: Arc::default(),
        }
    }

    pub(crate) fn mutant(&self) -> &Mutant {
        &self.mutant
    }

    /// The directory with the fault.
    pub(crate) fn directory(&self) -> Option<&Directory> {
        self.directory.as_ref()
    }

    pub(crate) fn concerns(&self, vendor: &Vendor) -> bool {
        self.mutant.vendor() == vendor.name
    }

    /// The vendor's endpoint with the fault in front.
    pub(crate) fn bend(
        &self,
        vendor: &Vendor,
        sound: BoxEndpoint<'static, Response>,
        body_limit: usize,
    ) -> BoxEndpoint<'static, Response> {
        let faulty = self
            .directory()
            .map(|directory| (vendor.endpoint)(directory, body_limit));
        Bent {
            fault: self.mutant.fault.clone(),
            sound,
            faulty,
            hits: Arc::clone(&self.hits),
        }
        .boxed()
    }

    pub(crate) fn hits(&self) -> usize {
        self.hits.load(Ordering::Relaxed)
    }
}
