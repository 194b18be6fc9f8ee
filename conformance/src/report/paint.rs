//! Colours for a terminal, or none.

use anstyle::{AnsiColor, Style};

use crate::judge::verdict::Verdict;

/// Whether texts are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Escape sequences, for a terminal.
    Colour,
    /// Nothing but the text.
    Plain,
}

/// What a colour is to say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shade {
    Good,
    Bad,
    Strong,
    Faint,
}

impl Paint {
    pub(super) fn in_shade(self, shade: Shade, text: &str) -> String {
        self.in_style(
            match shade {
                Shade::Good => AnsiColor::Green.on_default(),
                Shade::Bad => AnsiColor::Red.on_default().bold(),
                Shade::Strong => Style::new().bold(),
                Shade::Faint => Style::new().dimmed(),
            },
            text,
        )
    }

    pub(super) fn verdict(self, verdict: Verdict, text: &str) -> String {
        let colour = match verdict {
            Verdict::Pass => AnsiColor::Green,
            Verdict::Fail | Verdict::Broken => AnsiColor::Red,
            Verdict::Known | Verdict::Deviation => AnsiColor::Yellow,
            Verdict::Blocked | Verdict::Withheld => AnsiColor::Magenta,
            Verdict::Skipped => AnsiColor::BrightBlack,
        };
        self.in_style(colour.on_default(), text)
    }

    /// Ends the style at each end of a line, so that what begins the next one keeps its own.
    fn in_style(self, style: Style, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => {
                let lines = text
                    .split('\n')
                    .map(|line| format!("{style}{line}{style:#}"));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Paint, Shade};

    #[test]
    fn colours_end_with_their_line() {
        let painted = Paint::Colour.in_shade(Shade::Good, "a\nb");
        assert_eq!(painted, "\u{1b}[32ma\u{1b}[0m\n\u{1b}[32mb\u{1b}[0m");
        assert_eq!(Paint::Plain.in_shade(Shade::Good, "a"), "a");
    }
}
